import { type GraphQLSchema, isInputObjectType, isIntrospectionType, isObjectType } from 'graphql'

/** A place in the schema: a type, or a field of one. */
export type Spot = { type: string; field?: string }

const MOST = 60

/** The fields and types that hold every word of a search: names first, operations before all others, then descriptions. */
export function findSpots(schema: GraphQLSchema, search: string): Spot[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const ranked = spotsOf(schema).flatMap(({ name, description, operation, ...spot }) => {
    const named = holds(name)
    if (!named && !holds(`${name} ${description}`)) return []
    const starts = name.toLowerCase().startsWith(words[0] ?? '')
    return [{ spot, rank: (named ? 0 : 4) + (operation ? 0 : 2) + (starts ? 0 : 1) }]
  })
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST)
    .map(({ spot }) => spot)
}

function spotsOf(schema: GraphQLSchema) {
  const roots = [schema.getQueryType(), schema.getMutationType()]
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => {
      const operation = roots.some((root) => root === type)
      const fields = isObjectType(type) || isInputObjectType(type) ? Object.values(type.getFields()) : []
      const own = { type: type.name, name: type.name, description: type.description ?? '', operation: false }
      return [
        ...(operation ? [] : [own]),
        ...fields.map(({ name, description }) => ({
          type: type.name,
          field: name,
          name,
          description: description ?? '',
          operation,
        })),
      ]
    })
}
