import { type Operation, type OperationName, operations, splitInput } from '@keyward/contract'
import { OPERATION_DOCS } from '@keyward/contract/docs'
import { type GraphQLFieldConfig, GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { z } from 'zod'
import { jsonSchemaOf } from '../http/json-schema.ts'
import { answerOf } from './answers.ts'
import { toContract } from './argument-values.ts'
import { createTypes, fieldsOf, type Types } from './built-types.ts'
import { fieldName, typeName } from './names.ts'
import type { Fields } from './shape.ts'

/** What runs an operation in the name of one request. */
export type GraphqlContext = {
  run(name: OperationName, parts: ReturnType<typeof splitInput>): Promise<unknown>
}
type Field = GraphQLFieldConfig<unknown, GraphqlContext, Record<string, unknown>>

const NAMES = Object.keys(operations) as OperationName[]
/** How a page is asked for, as Relay's specification has it. */
const PAGING: Readonly<Record<string, string>> = { limit: 'first', cursor: 'after' }

/** Why an operation is no field of the schema; undefined: it is one. */
export function leftOut(name: OperationName): string | undefined {
  const { authority, streams }: Operation = operations[name]
  if (authority === 'none') return 'asked by somebody whom nobody knows yet, and /graphql knows who asks'
  return streams ? 'a stream of lines, which a GraphQL answer is not' : undefined
}

/** Whether an operation's field belongs to `Query`: whatever changes nothing. */
export const reads = ({ method, repeats }: Operation): boolean => method === 'GET' || repeats === 'safely'

/**
 * Makes the schema: each operation is a field, read from the one declaration that every surface reads. That is some
 * tenths of a second of work in all: `pause` lets others have their turn in between.
 */
export async function createSchema(pause: () => Promise<void>): Promise<GraphQLSchema> {
  const types = createTypes()
  const query: Record<string, Field> = {}
  const mutation: Record<string, Field> = {}
  for (const name of NAMES.filter((each) => !leftOut(each))) {
    if (reads(operations[name])) query[fieldName(name)] = queryField(name, types)
    else mutation[fieldName(name)] = mutationField(name, types)
    await pause()
    for (const finish of types.unfinished()) {
      finish()
      await pause()
    }
  }
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: query }),
    mutation: new GraphQLObjectType({ name: 'Mutation', fields: mutation }),
  })
}

function queryField(name: OperationName, types: Types): Field {
  const answer = answerOf(name, types)
  const input = types.inputFields(parametersOf(name), typeName(name))
  const renamed = (field: string) => (answer.paged ? (PAGING[field] ?? field) : field)
  const fields = Object.values(input.getFields())
  return {
    description: describe(name),
    type: answer.type,
    args: Object.fromEntries(
      fields.map(({ name: field, type, description }) => [renamed(field), { type, description }]),
    ),
    async resolve(_source, args, { run }) {
      const given = Object.fromEntries(fields.map(({ name: field }) => [field, args[renamed(field)]]))
      return answer.from(await run(name, splitInput(name, taken(toContract(input, given)))), args.after)
    },
  }
}

function mutationField(name: OperationName, types: Types): Field {
  const answer = answerOf(name, types)
  const parameters = parametersOf(name)
  const input = types.inputFields(parameters, typeName(name))
  const required = [...parameters.values()].some((field) => field.required)
  return {
    description: describe(name),
    type: answer.type,
    args: parameters.size > 0 ? { input: { type: required ? new GraphQLNonNull(input) : input } } : {},
    async resolve(_source, args, { run }) {
      return answer.from(
        await run(name, splitInput(name, taken(toContract(input, args.input ?? {})))),
        undefined,
      )
    },
  }
}

const taken = (value: unknown) => z.record(z.string(), z.unknown()).parse(value)

/** What a caller gives, wherever REST carries it. */
function parametersOf(name: OperationName): Fields {
  const { params, query, headers, body, text }: Operation = operations[name]
  const fields = [params, query, headers, body].flatMap((part) =>
    part ? [...fieldsOf(jsonSchemaOf(part, 'input'), 'input')] : [],
  )
  const merged = new Map(fields)
  return text ? merged.set(text.field, { schema: { type: 'string' }, required: true }) : merged
}

function describe(name: OperationName): string {
  const { authority }: Operation = operations[name]
  const { summary, description } = OPERATION_DOCS[name]
  const rights = typeof authority === 'string' ? [] : authority
  const needs = rights.length > 0 ? `Needs ${rights.map((right) => `\`${right}\``).join(' or ')}.` : ''
  return [summary, description, needs].filter(Boolean).join(' ')
}
