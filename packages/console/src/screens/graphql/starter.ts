import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
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

/** An operation to begin with, and the variables that it needs. */
export type Starter = { text: string; variables: Record<string, unknown> }

const DEEPEST = 3
const EMPTY: Readonly<Record<string, unknown>> = { Int: 0, SafeInt: 0, Boolean: false, JSON: {} }

/** Writes an operation for a field of `Query` or `Mutation`: what it must be given as variables, and what is plain in its answer. */
export function starterOf(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
  name: string,
): Starter {
  const required = field.args.filter(isRequiredArgument)
  const declared = listOf(required, ({ name: each, type }) => `$${each}: ${type}`)
  const given = listOf(required, ({ name: each }) => `${each}: $${each}`)
  return {
    text: `${kind} ${name}${declared} {\n  ${field.name}${given}${selectionOf(field.type, 1)}\n}\n`,
    variables: Object.fromEntries(required.map(({ name: each, type }) => [each, emptyOf(type)])),
  }
}

/** A name for an operation that none of the others has. */
export function freshName(wanted: string, taken: readonly (string | undefined)[]): string {
  const base = wanted.slice(0, 1).toUpperCase() + wanted.slice(1)
  if (!taken.includes(base)) return base
  let number = 2
  while (taken.includes(`${base}${number}`)) number += 1
  return `${base}${number}`
}

const listOf = (args: readonly GraphQLArgument[], write: (arg: GraphQLArgument) => string) =>
  args.length > 0 ? `(${args.map(write).join(', ')})` : ''

function selectionOf(given: GraphQLOutputType, depth: number): string {
  const type = getNamedType(given)
  if (!isObjectType(type)) return ''
  const fields = Object.values(type.getFields())
  const indent = '  '.repeat(depth + 1)
  const lines = fields.flatMap(({ name, type: of, args }) => {
    if (args.some(isRequiredArgument) || (name === 'edges' && 'nodes' in type.getFields())) return []
    if (isLeafType(getNamedType(of))) return [`${indent}${name}`]
    const inner = depth < DEEPEST ? selectionOf(of, depth + 1) : ''
    return inner ? [`${indent}${name}${inner}`] : []
  })
  return lines.length > 0 ? ` {\n${lines.join('\n')}\n${'  '.repeat(depth)}}` : ''
}

/** A value to be overwritten: of an input object only what it cannot do without. */
function emptyOf(given: GraphQLInputType): unknown {
  const type = getNullableType(given)
  if (isListType(type)) return []
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (!isInputObjectType(type)) return EMPTY[getNamedType(type).name] ?? ''
  const required = Object.values(type.getFields()).filter(isRequiredInputField)
  return Object.fromEntries(required.map(({ name, type: of }) => [name, emptyOf(of)]))
}
