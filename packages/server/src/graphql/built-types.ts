import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfigMap,
  GraphQLID,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  isInputObjectType,
  isObjectType,
} from 'graphql'
import { isNamed, type JsonSchema, namedSchema } from '../http/json-schema.ts'
import { enumName, singular, typeName } from './names.ts'
import { DateTime, Json, SafeInt } from './scalars.ts'
import { type Direction, type Fields, readShape, type Shape } from './shape.ts'

const SCALARS = {
  String: GraphQLString,
  Int: GraphQLInt,
  Boolean: GraphQLBoolean,
  SafeInt,
  DateTime,
  JSON: Json,
}
const LIST = 'list'

/** How a field of an input goes back to the contract's shape. */
export type InputMark = { takesNull: boolean }
/** A choice among bare words, a list and objects, told apart by its fields. */
export type ChoiceMark = { words: readonly string[]; list: boolean }

type Built<T> = { type: T; nullable: boolean; description: string | undefined }

/** The types of one schema. A shape that has a name in the contract has the same name here; an input's ends in `Input`. */
export type Types = {
  output(schema: JsonSchema, name: string): Built<GraphQLOutputType>
  /** The fields of an object. */
  outputFields(fields: Fields, name: string): GraphQLFieldConfigMap<unknown, unknown>
  /** The input object of these fields. */
  inputFields(fields: Fields, name: string): GraphQLInputObjectType
  /** A type that is made once under its name. */
  shared<T extends GraphQLNamedType>(name: string, make: () => T): T
  /** What makes the fields of each object that has none yet, those that come up on the way too. */
  unfinished(): Iterable<() => void>
}

export function createTypes(): Types {
  const made = new Map<string, { type: GraphQLNamedType; of: string }>()
  const outputs = new Map<string, GraphQLOutputType>()
  const inputs = new Map<string, GraphQLInputType>()
  const waiting = new Set<GraphQLObjectType | GraphQLInputObjectType>()

  function once<T extends GraphQLNamedType>(name: string, of: unknown, make: () => T): T {
    const told = JSON.stringify(of)
    const before = made.get(name)
    if (before && before.of !== told)
      throw new Error(`two types are called ${name}: name their shapes in http/json-schema.ts`)
    const type = before?.type ?? make()
    if (!before) made.set(name, { type, of: told })
    if (!before && (isObjectType(type) || isInputObjectType(type))) waiting.add(type)
    return type as T
  }

  const enumOf = (words: readonly string[], name: string) =>
    once(name, [...words].sort(), () => {
      const values = words.map((word) => [enumName(word), { value: word }] as const)
      return new GraphQLEnumType({ name, values: Object.fromEntries(values) })
    })

  const scalarOf = (shape: Shape & { kind: 'scalar' }, field: string) =>
    shape.scalar === 'String' && /(?:^id|Id)s?$/.test(field) ? GraphQLID : SCALARS[shape.scalar]

  function output(schema: JsonSchema, name: string, field = ''): Built<GraphQLOutputType> {
    const shape = readShape(schema, 'output')
    return { ...built(shape), type: outputType(shape, name, field) }
  }

  function outputType(shape: Shape, name: string, field: string): GraphQLOutputType {
    if (shape.kind === 'named')
      return kept(outputs, shape.id, () => output(namedSchema(shape.id, 'output'), shape.id).type)
    if (shape.kind === 'scalar') return scalarOf(shape, field)
    if (shape.kind === 'words') return enumOf(shape.words, name)
    if (shape.kind === 'list') return new GraphQLList(needed(output(shape.item, singular(name), field)))
    return objectType(shape, freeName(name, shape))
  }

  function objectType(shape: Shape & { kind: 'object' | 'choice' }, name: string): GraphQLObjectType {
    return once(name, spelled(shape), () => {
      const fields = () => ({
        ...outputFields(shape.fields, name),
        ...(shape.kind === 'choice' && Object.fromEntries(choiceFields(shape, name))),
      })
      return new GraphQLObjectType({ name, fields })
    })
  }

  function outputFields(given: Fields, name: string): GraphQLFieldConfigMap<unknown, unknown> {
    const fields = [...given].map(([field, { schema, required }]) => {
      const { type, nullable, description } = output(schema, name + typeName(field), field)
      return [field, { description, type: required && !nullable ? new GraphQLNonNull(type) : type }] as const
    })
    return Object.fromEntries(fields)
  }

  function choiceFields({ words, list }: Shape & { kind: 'choice' }, name: string) {
    const worded = words.map((word) => {
      const resolve = (source: unknown) => (source === word ? true : null)
      return [word, { type: GraphQLBoolean, resolve }] as const
    })
    if (!list) return worded
    const resolve = (source: unknown) => (Array.isArray(source) ? source : null)
    const type = new GraphQLList(needed(output(list, `${name}Item`)))
    return [...worded, [LIST, { type, resolve }] as const]
  }

  function input(schema: JsonSchema, name: string, field = ''): Built<GraphQLInputType> {
    const shape = readShape(schema, 'input')
    return { ...built(shape), type: inputType(shape, name, field) }
  }

  function inputType(shape: Shape, name: string, field: string): GraphQLInputType {
    if (shape.kind === 'named')
      return kept(inputs, shape.id, () => input(namedSchema(shape.id, 'input'), shape.id).type)
    if (shape.kind === 'scalar') return scalarOf(shape, field)
    if (shape.kind === 'words') return enumOf(shape.words, name)
    if (shape.kind === 'list') return new GraphQLList(neededInput(input(shape.item, singular(name), field)))
    if (shape.kind === 'object') return inputFields(shape.fields, name)
    return choiceInput(shape, name)
  }

  function inputFields(given: Fields, base: string): GraphQLInputObjectType {
    const name = `${base.replace(/Input$/, '')}Input`
    return once(
      name,
      [...given],
      () => new GraphQLInputObjectType({ name, fields: () => fieldsOfInput(given, name) }),
    )
  }

  function fieldsOfInput(given: Fields, name: string) {
    const fields = [...given].map(([field, { schema, required }]) => {
      const { type, nullable, description } = input(
        schema,
        name.replace(/Input$/, '') + typeName(field),
        field,
      )
      const extensions: InputMark = { takesNull: nullable }
      return [
        field,
        { description, extensions, type: required && !nullable ? new GraphQLNonNull(type) : type },
      ] as const
    })
    return Object.fromEntries(fields)
  }

  function choiceInput(shape: Shape & { kind: 'choice' }, base: string): GraphQLInputObjectType {
    const name = `${base.replace(/Input$/, '')}Input`
    const extensions: ChoiceMark = { words: shape.words, list: shape.list !== undefined }
    return once(
      name,
      spelled(shape),
      () =>
        new GraphQLInputObjectType({
          name,
          isOneOf: true,
          extensions,
          fields: () => ({
            ...fieldsOfInput(shape.fields, name),
            ...Object.fromEntries(shape.words.map((word) => [word, { type: GraphQLBoolean }])),
            ...(shape.list && {
              [LIST]: { type: new GraphQLList(neededInput(input(shape.list, `${name}Item`))) },
            }),
          }),
        }),
    )
  }

  const shared: Types['shared'] = (name, make) => once(name, name, make)
  function* unfinished() {
    for (const type of waiting) {
      waiting.delete(type)
      yield () => void type.getFields()
    }
  }
  return { output, outputFields, inputFields, shared, unfinished }
}

/** The name of a shape of the contract is for that shape alone. */
function freeName(name: string, shape: Shape & { kind: 'object' | 'choice' }): string {
  if (!isNamed(name)) return name
  const holder = readShape(namedSchema(name, 'output'), 'output')
  const same = 'fields' in holder && JSON.stringify(spelled(holder)) === JSON.stringify(spelled(shape))
  return same ? name : `${name}Entry`
}

/** Converting a shape is the dear part: a named one is converted once. */
function kept<T>(types: Map<string, T>, id: string, make: () => T): T {
  const type = types.get(id) ?? make()
  types.set(id, type)
  return type
}

/** The fields of an object's schema; none where it is no object. */
export function fieldsOf(schema: JsonSchema, io: Direction): Fields {
  const shape = readShape(schema, io)
  if (shape.kind === 'named') return fieldsOf(namedSchema(shape.id, io), io)
  return shape.kind === 'object' ? shape.fields : new Map()
}

const built = ({ nullable, description }: Shape) => ({ nullable, description })
const spelled = (shape: Shape & { kind: 'object' | 'choice' }) => [
  [...shape.fields],
  ...(shape.kind === 'choice' ? [shape.words, shape.list] : []),
]
const needed = ({ type, nullable }: Built<GraphQLOutputType>) => (nullable ? type : new GraphQLNonNull(type))
const neededInput = ({ type, nullable }: Built<GraphQLInputType>) =>
  nullable ? type : new GraphQLNonNull(type)
