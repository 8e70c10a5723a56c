import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql'
import type { ChoiceMark, InputMark } from './built-types.ts'

const LIST = 'list'

/** Turns an input as GraphQL has it into what the contract takes: choices become the word or list that was chosen. */
export function toContract(given: GraphQLInputType, value: unknown): unknown {
  const type = getNullableType(given)
  if (value === null || value === undefined) return value
  if (isListType(type))
    return Array.isArray(value) ? value.map((item) => toContract(type.ofType, item)) : value
  if (!isInputObjectType(type)) return value
  const fields = new Map(Object.entries(value))
  return chosen(type, fields) ?? objectOf(type, fields)
}

function chosen(type: GraphQLInputObjectType, fields: ReadonlyMap<string, unknown>): unknown {
  const { words = [], list = false }: Partial<ChoiceMark> = type.extensions
  const word = words.find((each) => fields.get(each) === true)
  if (word !== undefined) return word
  return list ? fields.get(LIST) : undefined
}

/** A null counts as left out, unless the contract takes one. */
function objectOf(type: GraphQLInputObjectType, fields: ReadonlyMap<string, unknown>): object {
  const told = Object.entries(type.getFields()).flatMap(([name, field]) => {
    const value = fields.get(name)
    const { takesNull }: Partial<InputMark> = field.extensions
    return value === undefined || (value === null && !takesNull)
      ? []
      : [[name, toContract(field.type, value)]]
  })
  return Object.fromEntries(told)
}
