import { z } from 'zod'
import { type OperationName, operations } from '../operations/index.ts'
import type { Operation } from '../operations/operation.ts'

/** One field of an operation's input, as somebody who types it must know it. */
export type InputField = {
  name: string
  place: 'params' | 'query' | 'headers' | 'body'
  /** `json`: anything with a structure. `document`: the whole body, as it stands in a file. */
  kind: 'text' | 'whole' | 'boolean' | 'json' | 'document'
  /** The values there are; empty for any. */
  choices: readonly string[]
  /** Whether it takes a list. */
  several: boolean
  nullable: boolean
  required: boolean
  /** What it is when left out, where the declaration says so. */
  byDefault: unknown
  /** Whether a password, code or token stands in it, which belongs on no command line. */
  secret: boolean
  description: string | undefined
}

const PLACES = ['params', 'query', 'headers', 'body'] as const
const SECRET = /"(?:password|current|secret|code|token|tokens)":/

/** The fields of an operation's input, those of its path first. */
export function inputFields(name: OperationName): InputField[] {
  const declared: Operation = operations[name]
  return PLACES.flatMap((place) => {
    const { properties = {}, required = [] } = declared[place] ? schemaOf(declared[place]) : {}
    return Object.entries(properties).map(([field, schema]): InputField => {
      const kind = declared.text?.field === field ? 'document' : kindOf(schema)
      const needed = required.includes(field)
      return { name: field, place, required: needed, ...describe(field, schema), kind }
    })
  })
}

type Schema = {
  type?: string | string[]
  enum?: string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  items?: Schema
  default?: unknown
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
}

const schemaOf = (shape: z.ZodType): Schema =>
  z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema

/** What may stand in its place, one by one: unions and lists are taken apart. */
function branches(schema: Schema): Schema[] {
  const inner = schema.anyOf ?? schema.oneOf
  if (inner) return inner.flatMap(branches)
  if (schema.type === 'array' && schema.items) return branches(schema.items)
  return [schema]
}

const typesOf = (schema: Schema): string[] => [schema.type ?? 'object'].flat()

function kindOf(schema: Schema): InputField['kind'] {
  const types = new Set(branches(schema).flatMap(typesOf))
  types.delete('null')
  if (types.has('object')) return 'json'
  if (types.has('boolean')) return 'boolean'
  return types.has('integer') || types.has('number') ? 'whole' : 'text'
}

function describe(field: string, schema: Schema) {
  const all = branches(schema)
  const arrays = [schema, ...(schema.anyOf ?? [])].some(({ type }) => type === 'array')
  return {
    choices: [...new Set(all.flatMap((branch) => branch.enum ?? []))],
    several: arrays,
    nullable: all.some((branch) => typesOf(branch).includes('null')),
    byDefault: schema.default,
    secret: SECRET.test(JSON.stringify({ [field]: schema })),
    description: schema.description,
  }
}
