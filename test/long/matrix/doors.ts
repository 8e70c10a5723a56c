import { type Operation, type OperationName, operations } from '@keyward/contract'
import {
  buildClientSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'
import { enumName, fieldName } from '../../../packages/server/src/graphql/names.ts'
import { leftOut } from '../../../packages/server/src/graphql/schema.ts'
import { query } from '../../../packages/server/test/parts/graphql.ts'
import type { Answer, Asked } from '../../../packages/server/test/parts/house.ts'
import type { World } from './world.ts'

/** A way to ask for an operation: its input flat, its answer as REST has it. */
export type Door = {
  name: string
  leadsTo(name: OperationName): boolean
  ask(name: OperationName, as: Asked['as'], params: object, body: object | undefined): Promise<Answer>
}

export const throughRest = ({ ask }: World): Door => ({
  name: 'REST',
  leadsTo: () => true,
  ask(name, as, params, body) {
    const { method, path }: Operation = operations[name]
    const known = new Map(Object.entries(params))
    const url = path.replaceAll(/\{(\w+)\}/g, (_, field: string) => known.get(field) ?? '')
    return ask(method, url, { ...(as && { as }), ...(body && { body }) })
  },
})

/** By what the schema tells of itself. What an operation requires and a cell does not say gets some value: REST judges who asks before it reads a body, GraphQL reads a query first. */
export async function throughGraphql(world: World): Promise<Door> {
  const told = await query(world, getIntrospectionQuery({ inputValueDeprecation: false, oneOf: true }), {
    as: world.owner,
  })
  const schema = buildClientSchema(told.body.data)
  return {
    name: 'GraphQL',
    leadsTo: (name) => leftOut(name) === undefined,
    async ask(name, as, params, body) {
      const { text, variables } = queryFor(schema, fieldName(name), { ...params, ...body })
      const answer = await query(world, text, { ...(as && { as }), variables })
      // Whom nobody knows is refused before their query is read: with a problem, as by REST.
      const { data, errors = [] } = answer.body.code === undefined ? answer.body : {}
      const [error] = errors
      if (error?.extensions.code === 'request_invalid' && !error.path)
        throw new Error(`${name} was not asked for: ${error.message}`)
      return { ...answer, body: error?.extensions ?? data?.[fieldName(name)] ?? answer.body }
    },
  }
}

type Given = Readonly<Record<string, unknown>>

function queryFor(schema: GraphQLSchema, name: string, given: Given) {
  const reading = schema.getQueryType()?.getFields()[name]
  const field = reading ?? schema.getMutationType()?.getFields()[name]
  if (!field) throw new Error(`no field ${name}`)
  const args = field.args.filter(
    (arg) => arg.name === 'input' || isRequiredArgument(arg) || arg.name in given,
  )
  const variables = Object.fromEntries(
    args.map((arg) => [arg.name, inputOf(arg.type, arg.name === 'input' ? given : given[arg.name])]),
  )
  const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ')
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
  const call = `${name}${passed && `(${passed})`} ${selectionOf(field)}`
  return { text: `${reading ? 'query' : 'mutation'} ${declared && `(${declared})`} { ${call} }`, variables }
}

const STAND_INS: Readonly<Record<string, unknown>> = {
  ...{ String: 'x', ID: 'x', Int: 1, SafeInt: 1, Float: 1, Boolean: true },
  ...{ DateTime: '2027-01-31T23:59:59Z', JSON: {} },
}

/** A value of the contract as this type takes it; some value, where none is given. */
function inputOf(given: GraphQLInputType, value: unknown): unknown {
  const type = getNullableType(given)
  if (isListType(type))
    return (Array.isArray(value) ? value : []).map((item: unknown) => inputOf(type.ofType, item))
  if (isEnumType(type)) return typeof value === 'string' ? enumName(value) : type.getValues()[0]?.name
  if (!isInputObjectType(type))
    return type.name.endsWith('Int') && typeof value === 'string'
      ? Number(value)
      : (value ?? STAND_INS[type.name])
  const fields = Object.values(type.getFields())
  if (typeof value === 'string') return { [value]: true }
  const said = new Map(Object.entries(value ?? {}))
  const chosen = fields.filter((field) => said.has(field.name) || isRequiredInputField(field))
  const [first] = fields
  const all = chosen.length === 0 && type.isOneOf && first ? [first] : chosen
  return Object.fromEntries(all.map((field) => [field.name, inputOf(field.type, said.get(field.name))]))
}

/** The leaves of an answer; of one that has none, those of its first part. */
function selectionOf({ type }: Pick<GraphQLField<unknown, unknown>, 'type'>): string {
  const named = getNamedType(type)
  if (!isObjectType(named)) return ''
  const fields = Object.values(named.getFields())
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)))
  const [first] = fields
  if (leaves.length > 0 || !first) return `{ ${leaves.map(({ name }) => name).join(' ')} }`
  return `{ ${first.name} ${selectionOf(first)} }`
}
