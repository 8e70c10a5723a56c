import { type Operation, type OperationName, operations } from '@keyward/contract'
import { GraphQLBoolean, GraphQLList, GraphQLNonNull, type GraphQLOutputType } from 'graphql'
import { z } from 'zod'
import { type JsonSchema, jsonSchemaOf } from '../http/json-schema.ts'
import { fieldsOf, type Types } from './built-types.ts'
import { connectionOf, connectionType, readPage } from './connection.ts'
import { fieldName, singular, typeName } from './names.ts'
import { type Fields, readShape } from './shape.ts'

/** What a field answers: its type, and how the operation's output becomes a value of it. */
export type Answer = {
  type: GraphQLOutputType
  paged: boolean
  from(output: unknown, after: unknown): unknown
}

/** What an operation's field answers: a connection for a page, the list itself where nothing stands beside it. */
export function answerOf(name: OperationName, types: Types): Answer {
  const operation: Operation = operations[name]
  const field = fieldName(name)
  const schema = jsonSchemaOf(operation.output, 'output')
  if (Object.keys(schema).length === 0) return { type: GraphQLBoolean, paged: false, from: () => true }
  const fields = fieldsOf(schema, 'output')
  const page = readPage(operation, fields)
  if (page)
    return {
      type: connectionType(page, field, types),
      paged: true,
      from: (output, after) => connectionOf(page, output, after),
    }
  const list = name.startsWith('list') ? soleList(fields) : undefined
  if (list) {
    const [items, item] = list
    const { type } = types.output(item, typeName(singular(field)))
    return {
      type: new GraphQLList(new GraphQLNonNull(type)),
      paged: false,
      from: (output) => z.record(z.string(), z.unknown()).parse(output)[items],
    }
  }
  return {
    type: types.output(schema, `${typeName(field)}Payload`).type,
    paged: false,
    from: (output) => output,
  }
}

function soleList(fields: Fields): [name: string, item: JsonSchema] | undefined {
  const [only, ...others] = fields
  if (!only || others.length > 0) return undefined
  const shape = readShape(only[1].schema, 'output')
  return shape.kind === 'list' ? [only[0], shape.item] : undefined
}
