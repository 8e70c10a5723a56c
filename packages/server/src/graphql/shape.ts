import { z } from 'zod'
import { type JsonSchema, namedSchema } from '../http/json-schema.ts'

/** A shape of the contract, as far as GraphQL tells shapes apart. */
export type Shape = { nullable: boolean; description: string | undefined } & (
  | { kind: 'named'; id: string }
  | { kind: 'scalar'; scalar: 'String' | 'Int' | 'SafeInt' | 'Boolean' | 'DateTime' | 'JSON' }
  | { kind: 'words'; words: readonly string[] }
  | { kind: 'list'; item: JsonSchema }
  | { kind: 'object'; fields: Fields }
  /** Bare words, a list and objects side by side: `unlimited`, `{days}` or `{until}`. */
  | { kind: 'choice'; words: readonly string[]; list: JsonSchema | undefined; fields: Fields }
)
export type Fields = ReadonlyMap<string, { schema: JsonSchema; required: boolean }>

export type Direction = 'input' | 'output'

const LARGEST_INT = 2 ** 31 - 1

const Read = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.record(z.string(), z.unknown())).optional(),
  oneOf: z.array(z.record(z.string(), z.unknown())).optional(),
  // False behind `prefixItems`: a tuple has no more.
  items: z.union([z.record(z.string(), z.unknown()), z.literal(false)]).optional(),
  prefixItems: z.array(z.record(z.string(), z.unknown())).optional(),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  required: z.array(z.string()).optional(),
  maximum: z.number().optional(),
  description: z.string().optional(),
})
type Read = z.infer<typeof Read>

/** Reads a JSON Schema of the contract. @throws Error for what no GraphQL type stands for */
export function readShape(schema: JsonSchema, io: Direction): Shape {
  const read = Read.parse(schema)
  const variants = variantsOf(read)
  const told = distinct(variants.filter((each) => each.type !== 'null'))
  const shape = { nullable: variants.some(({ type }) => type === 'null'), description: read.description }
  const [only, ...others] = told
  if (only && others.length === 0 && only !== read) {
    const inner = readShape(only, io)
    return {
      ...inner,
      nullable: inner.nullable || shape.nullable,
      description: shape.description ?? inner.description,
    }
  }
  return told.length > 1 ? { ...shape, ...readUnion(told, io) } : { ...shape, ...readOne(read) }
}

const distinct = (variants: readonly Read[]) =>
  variants.filter((each, at) => variants.findIndex((other) => same(bareOf(each), bareOf(other))) === at)

function variantsOf(read: Read): Read[] {
  const { anyOf, oneOf, type, ...rest } = read
  const branches = anyOf ?? oneOf
  if (branches) return branches.flatMap((branch) => variantsOf(Read.parse(branch)))
  // A query carries a boolean as text as well; GraphQL need not.
  if (Array.isArray(type))
    return type
      .filter((each) => each !== 'string' || !type.includes('boolean'))
      .map((each) => ({ ...rest, type: each }))
  return [read]
}

type Bare = Shape extends infer S ? (S extends Shape ? Omit<S, 'nullable' | 'description'> : never) : never

function readOne(read: Read): Bare {
  const { $ref, type, format, items, prefixItems, properties, maximum = Number.POSITIVE_INFINITY } = read
  if ($ref) return { kind: 'named', id: idOf($ref) }
  const words = wordsOf(read)
  if (words) return { kind: 'words', words }
  if (properties) return { kind: 'object', fields: fieldsOf(read) }
  if (type === 'array') return { kind: 'list', item: prefixItems?.[0] ?? (items || {}) }
  if (type === 'string') return { kind: 'scalar', scalar: format === 'date-time' ? 'DateTime' : 'String' }
  if (type === 'boolean') return { kind: 'scalar', scalar: 'Boolean' }
  if (type === 'integer') return { kind: 'scalar', scalar: maximum <= LARGEST_INT ? 'Int' : 'SafeInt' }
  return { kind: 'scalar', scalar: 'JSON' }
}

const idOf = ($ref: string) => $ref.slice($ref.lastIndexOf('/') + 1)

/** A shape itself where its name stands. */
const named = (read: Read, io: Direction): Read =>
  read.$ref ? Read.parse(namedSchema(idOf(read.$ref), io)) : read

function readUnion(given: readonly Read[], io: Direction): Bare {
  const lists = given.filter(({ type }) => type === 'array')
  const [list] = lists
  const single = given.find((each) => each.type !== 'array')
  // One or several: GraphQL reads one item as a list of it.
  if (list && single && given.length === 2 && same(list.items, single)) return readOne(list)
  const variants = given.map((each) => named(each, io))
  const objects = variants.filter(({ properties }) => properties)
  if (objects.length === variants.length) {
    const fields = mergeFields(objects)
    const apart = fields.size === objects.length && objects.every((each) => fieldsOf(each).size === 1)
    return apart ? { kind: 'choice', words: [], list: undefined, fields } : { kind: 'object', fields }
  }
  const words = variants.flatMap((each) => wordsOf(each) ?? [])
  const worded = variants.filter((each) => wordsOf(each))
  if (
    words.length > 0 &&
    worded.length + objects.length + lists.length === variants.length &&
    lists.length <= 1
  )
    return { kind: 'choice', words, list: list?.items || undefined, fields: mergeFields(objects) }
  if (variants.every(({ type }) => type === 'string')) return { kind: 'scalar', scalar: 'String' }
  throw new Error(`no GraphQL type stands for ${JSON.stringify(variants)}`)
}

function wordsOf(read: Read): string[] | undefined {
  const words = read.enum ?? (read.const === undefined ? [] : [read.const])
  return words.length > 0 && words.every((word) => typeof word === 'string') ? words : undefined
}

const fieldsOf = ({ properties = {}, required = [] }: Read): Fields =>
  new Map(
    Object.entries(properties).map(([name, schema]) => [name, { schema, required: required.includes(name) }]),
  )

/** One object for several: a field is sure to be there only where each of them has it. */
function mergeFields(objects: readonly Read[]): Fields {
  const merged = new Map<string, { schema: JsonSchema; required: boolean }>()
  for (const object of objects)
    for (const [name, { schema }] of fieldsOf(object)) {
      const before = merged.get(name)
      merged.set(name, { schema: before ? mergeSchemas(before.schema, schema) : schema, required: false })
    }
  for (const [name, field] of merged)
    field.required = objects.every((object) => object.required?.includes(name) ?? false)
  return merged
}

function mergeSchemas(one: JsonSchema, other: JsonSchema): JsonSchema {
  const [bare, otherBare] = [bareOf(one), bareOf(other)]
  if (same(bare, otherBare) || bare.length === 0 || otherBare.length === 0) return { anyOf: [one, other] }
  const [words, more] = [wordsOf(Read.parse(one)), wordsOf(Read.parse(other))]
  if (words && more) return { type: 'string', enum: [...words, ...more] }
  if (one.type === 'boolean' && other.type === 'boolean') return { type: 'boolean' }
  throw new Error(`no GraphQL type stands for both ${JSON.stringify(one)} and ${JSON.stringify(other)}`)
}

/** A schema but for its description and for whether it may be null. */
const bareOf = (schema: JsonSchema) =>
  variantsOf(Read.parse(schema))
    .filter(({ type }) => type !== 'null')
    .map(({ description, ...rest }) => rest)

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
