import type { KeywardError } from '@keyward/contract'
import type {
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  TypeNode,
} from 'graphql/language/ast.js'
// Not the whole of `graphql`: every start that reads a catalogue file would load it.
import { Kind } from 'graphql/language/kinds.js'
import { parse } from 'graphql/language/parser.js'
import { type DescribedField, firstSentence, type SchemaOutline } from '../catalogue/graphql/outline.ts'
import { refuse } from '../catalogue/openapi/document.ts'
import { isActionName, isResourceName } from '../catalogue/openapi/names.ts'

const LEADING = /^(?:[\s,\ufeff]+|#[^\n]*|"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*")+/
const DEFINITION = /^(?:extend\s+)?(?:schema|type|interface|union|scalar|enum|input|directive)\b(?!\s*:)/
const DIRECTIVE = 'keyward'
const SAID = ['resource', 'action', 'access']

/** Whether a text is a GraphQL schema in its own language and not JSON or YAML. */
export const isSchemaText = (text: string): boolean => DEFINITION.test(text.replace(LEADING, ''))

/**
 * Reads a GraphQL schema in its own language (SDL), extensions included.
 * @throws KeywardError `catalogue_invalid`, with the line
 */
export function readSchema(text: string): SchemaOutline {
  const document = parseSchema(text.replace(/^\ufeff/, ''))
  const roots = rootsOf(document)
  const types = new Set<string>()
  const fields: DescribedField[] = []
  const seen = new Map<string, string>()
  for (const definition of document.definitions) {
    if (!hasMembers(definition)) continue
    const { value: type } = definition.name
    types.add(type)
    if (!('fields' in definition)) continue
    for (const field of definition.fields ?? []) {
      const name = `${type}.${field.name.value}`
      const where = `line ${field.loc?.startToken.line ?? 0}: ${name}`
      const root = roots.get(type)
      const directive = field.directives?.find((each) => each.name.value === DIRECTIVE)
      if (root === undefined && !directive) continue
      const before = seen.get(name)
      if (before) throw refuse([{ path: where, message: `stands in ${before.split(':', 1)[0]} already` }])
      seen.set(name, where)
      fields.push(describe(type, root, field, directive, where))
    }
  }
  return { fields, types }
}

function describe(
  type: string,
  root: DescribedField['root'],
  { name, description, type: answer }: FieldDefinitionNode,
  directive: ConstDirectiveNode | undefined,
  where: string,
): DescribedField {
  return {
    type,
    root,
    name: name.value,
    answers: namedType(answer),
    summary: firstSentence(description?.value),
    said: directive ? readSaid(directive, where) : {},
    where,
  }
}

function parseSchema(text: string): DocumentNode {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof RangeError)
      throw refuse([{ path: '', message: 'The schema is nested too deeply to be read' }])
    throw syntaxFault(error)
  }
}

function syntaxFault(error: unknown): KeywardError {
  if (!(error instanceof Error)) throw error
  const [place] = 'locations' in error && Array.isArray(error.locations) ? error.locations : []
  const message = error.message.replace(/^Syntax Error: /, '').replace(/\.$/, '')
  return refuse([
    {
      path: `line ${place?.line ?? 1}`,
      message: `${message}: this is no whole GraphQL schema; is it cut off?`,
    },
  ])
}

/** Which type each kind of operation begins at. */
function rootsOf({ definitions }: DocumentNode): ReadonlyMap<string, DescribedField['root']> {
  const said = definitions.flatMap((each) =>
    each.kind === Kind.SCHEMA_DEFINITION || each.kind === Kind.SCHEMA_EXTENSION
      ? (each.operationTypes ?? [])
      : [],
  )
  if (said.length > 0)
    return new Map(said.map(({ operation, type }) => [type.name.value, operation] as const))
  return new Map([
    ['Query', 'query'],
    ['Mutation', 'mutation'],
    ['Subscription', 'subscription'],
  ])
}

const MEMBERED = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
  Kind.UNION_TYPE_DEFINITION,
] as const
type Membered = Extract<DefinitionNode, { kind: (typeof MEMBERED)[number] }>
const hasMembers = (definition: DefinitionNode): definition is Membered =>
  MEMBERED.some((kind) => kind === definition.kind)

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)

function readSaid({ arguments: given = [] }: ConstDirectiveNode, where: string): DescribedField['said'] {
  const fault = (message: string) => refuse([{ path: where, message }])
  const said: DescribedField['said'] = {}
  for (const { name, value } of given) {
    const text = value.kind === Kind.STRING || value.kind === Kind.ENUM ? value.value : undefined
    if (!SAID.includes(name.value)) throw fault(`@keyward takes ${SAID.join(', ')}, and no \`${name.value}\``)
    if (name.value === 'resource' && isResourceName(text)) said.resource = text
    else if (name.value === 'action' && isActionName(text)) said.action = text
    else if (name.value === 'access' && /^(?:read|write)$/i.test(text ?? ''))
      said.access = text?.toLowerCase() === 'read' ? 'read' : 'write'
    else throw fault(`@keyward(${name.value}: …) takes ${TAKES[name.value] ?? 'a text'}`)
  }
  return said
}

const TAKES: Partial<Record<string, string>> = {
  resource: 'lower-case letters, digits, - _ .',
  action: 'letters, digits, - _ .',
  access: 'READ or WRITE',
}
