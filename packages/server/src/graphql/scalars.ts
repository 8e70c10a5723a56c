import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

/** An instant, as the contract reads and writes it; the operation itself judges what it is given. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant: ISO 8601 with `Z` or an offset, such as `2027-01-31T23:59:59Z`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  parseValue(value) {
    if (typeof value !== 'string')
      throw new GraphQLError('expected a date and time such as 2027-01-31T23:59:59Z')
    return value
  },
})

/** A whole number beyond the 32 bits of `Int`. */
export const SafeInt = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  description: 'A whole number up to 2^53 − 1: `Int` ends at 2^31 − 1.',
  parseValue: wholeNumber,
  parseLiteral: (node) => wholeNumber(node.kind === Kind.INT ? Number(node.value) : undefined),
})

/** Whatever JSON can say. */
export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
})

function wholeNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new GraphQLError('expected a whole number')
  return value
}
