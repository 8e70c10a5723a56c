import { z } from 'zod'
import { type DescribedField, firstSentence, type SchemaOutline } from '../catalogue/graphql/outline.ts'
import { fieldOf, refuse } from '../catalogue/openapi/document.ts'

type TypeRef = { name?: string | null | undefined; ofType?: TypeRef | null | undefined }
const TypeRef: z.ZodType<TypeRef> = z.object({
  name: z.string().nullish(),
  get ofType() {
    return TypeRef.nullish()
  },
})
const Root = z.object({ name: z.string() }).nullish()
const Introspected = z.object({
  queryType: Root,
  mutationType: Root,
  subscriptionType: Root,
  types: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      fields: z
        .array(z.object({ name: z.string(), description: z.string().nullish(), type: TypeRef }))
        .nullish(),
    }),
  ),
})

const MEMBERED = ['OBJECT', 'INTERFACE', 'UNION']

/** The answer to an introspection query in a parsed document, as the server sent it or without its `data`. */
export const introspectionIn = (value: unknown): unknown =>
  fieldOf(fieldOf(value, 'data') ?? value, '__schema')

/**
 * Reads a GraphQL schema from the answer to an introspection query. Directives are not in it.
 * @throws KeywardError `catalogue_invalid`
 */
export function readIntrospection(schema: unknown): SchemaOutline {
  const read = Introspected.safeParse(schema)
  if (!read.success) {
    const path = ['__schema', ...(read.error.issues[0]?.path ?? [])].join('.')
    throw refuse([{ path, message: 'is not what an introspection query answers' }])
  }
  const { queryType, mutationType, subscriptionType, types } = read.data
  const roots = new Map<string | undefined, DescribedField['root']>([
    [subscriptionType?.name, 'subscription'],
    [mutationType?.name, 'mutation'],
    [queryType?.name, 'query'],
  ])
  const fields = types.flatMap(({ name: type, fields }) => {
    const root = roots.get(type)
    return root === undefined
      ? []
      : (fields ?? []).map((field) => ({
          type,
          root,
          name: field.name,
          answers: namedType(field.type),
          summary: firstSentence(field.description),
          said: {},
          where: `${type}.${field.name}`,
        }))
  })
  const membered = types.filter(({ kind, name }) => MEMBERED.includes(kind) && !name.startsWith('__'))
  return { fields, types: new Set(membered.map(({ name }) => name)) }
}

const namedType = ({ name, ofType }: TypeRef): string => (ofType ? namedType(ofType) : (name ?? ''))
