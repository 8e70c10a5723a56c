import {
  ERRORS,
  type ErrorCode,
  headerOf,
  type Operation,
  type OperationName,
  operations,
  Problem,
  splitInput,
  type TextBody,
} from '@keyward/contract'
import { ERROR_ADVICE, OPERATION_DOCS } from '@keyward/contract/docs'
import { z } from 'zod'
import { type JsonSchema, jsonSchemaOf, namedSchemas } from './json-schema.ts'
import { JSON_LINES } from './mount.ts'

type Declared = (typeof operations)[OperationName]

export type OpenApiOperation = {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters?: JsonSchema[]
  requestBody?: JsonSchema
  responses: Record<string, JsonSchema>
}

export type OpenApiDocument = {
  openapi: '3.1.0'
  info: JsonSchema
  servers: JsonSchema[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, OpenApiOperation>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: JsonSchema }
}

const TAGS = [
  { name: 'Setup', description: 'Claiming a fresh server.' },
  { name: 'Session', description: 'Signing in and out of the console.' },
  { name: 'Profile', description: "A signed-in person's own account: password, second factor, sessions." },
  { name: 'Self', description: 'What a token can learn about itself.' },
  { name: 'Catalogue', description: 'What a token can be allowed.' },
  { name: 'Roles', description: 'What people and tokens may do, by name.' },
  { name: 'Members', description: 'Who belongs to an organisation, and who is invited.' },
  { name: 'Settings', description: 'What an organisation is called and decides for itself.' },
  { name: 'Notices', description: 'Mails: the outbox, and who is told what.' },
  { name: 'Webhooks', description: 'Addresses that are told of what happens to tokens.' },
  {
    name: 'Organisations',
    description: 'Which organisations there are, for operators in the home organisation.',
  },
  { name: 'Provisioning', description: 'The host product’s own organisations and people, by its own ids.' },
  { name: 'Tokens', description: 'Generating, listing, changing, revoking and deleting API tokens.' },
  { name: 'Audit log', description: 'What was changed, by whom, and that nobody has rewritten it.' },
  {
    name: 'Leaks',
    description: 'Finding tokens where they do not belong, and ending those that were found.',
  },
  { name: 'Verify', description: 'Asking whether a token may do something now.' },
]

const ORGANIZATION_HEADER = {
  name: 'Keyward-Organization',
  in: 'header',
  required: false,
  description: 'Which organisation a signed-in person acts in, by id. Omitted: the only one they belong to.',
  schema: { type: 'string' },
}

/** Describes every operation as an OpenAPI 3.1 document. */
export function describeApi(version: string, sessionCookie: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  for (const name of Object.keys(operations) as OperationName[]) {
    const { path, method } = operations[name]
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(name) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keyward',
      version,
      summary: 'API tokens for your service: generate, scope, verify, revoke and account for them.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The server that this document came from' }],
    tags: TAGS,
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token that carries the permission.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: sessionCookie,
          description: 'The console’s session, set by signing in.',
        },
      },
    },
  }
}

function describeOperation(name: OperationName): OpenApiOperation {
  const declared: Declared = operations[name]
  const { summary, description } = OPERATION_DOCS[name]
  const parameters = describeParameters(name, declared)
  const rights = typeof declared.authority === 'string' ? [] : declared.authority
  const needs = rights.length > 0 ? `Needs ${rights.map((right) => `\`${right}\``).join(' or ')}.` : ''
  const told = [description, needs].filter(Boolean).join(' ')
  return {
    operationId: name,
    summary,
    ...(told && { description: told }),
    tags: [declared.tag],
    security: securityOf(declared),
    ...(parameters.length > 0 && { parameters }),
    ...('body' in declared && { requestBody: describeBody(name, declared) }),
    responses: { ...describeSuccess(name, declared), ...describeErrors(declared) },
  }
}

function securityOf({ authority }: Declared): Record<string, string[]>[] {
  if (authority === 'none') return []
  if (authority === 'session') return [{ session: [] }]
  return authority === 'token' ? [{ token: [] }] : [{ token: [] }, { session: [] }]
}

function describeParameters(name: OperationName, declared: Declared): JsonSchema[] {
  const example = splitInput(name, OPERATION_DOCS[name].example.input)
  const fieldsOf = (place: 'path' | 'query' | 'header', shape: z.ZodType, examples: object) => {
    const { properties = {}, required = [] } = ObjectSchema.parse(jsonSchemaOf(shape, 'input'))
    const given = new Map<string, unknown>(Object.entries(examples))
    return Object.entries(properties).map(([field, { description, ...schema }]) => ({
      name: place === 'header' ? headerOf(field) : field,
      in: place,
      required: required.includes(field),
      ...(description !== undefined && { description }),
      schema,
      ...(given.has(field) && { example: given.get(field) }),
    }))
  }
  return [
    ...('params' in declared ? fieldsOf('path', declared.params, example.params) : []),
    ...('query' in declared ? fieldsOf('query', declared.query, example.query) : []),
    ...('headers' in declared ? fieldsOf('header', declared.headers, example.headers) : []),
    ...(typeof declared.authority === 'string' ? [] : [ORGANIZATION_HEADER]),
  ]
}

const ObjectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  required: z.array(z.string()).optional(),
})

function describeBody(name: OperationName, { body, text }: Pick<Operation, 'body' | 'text'>): JsonSchema {
  const example = splitInput(name, OPERATION_DOCS[name].example.input).body
  if (text) return describeText(text, Object.values(example ?? {})[0])
  const schema = jsonSchemaOf(body ?? z.strictObject({}), 'input')
  const { required = [] } = ObjectSchema.parse(schema)
  return { required: required.length > 0, content: { 'application/json': { schema, example } } }
}

const describeText = ({ types, maxBytes }: TextBody, example: unknown): JsonSchema => ({
  required: true,
  description: `At most ${maxBytes / 1024 ** 2} MB.`,
  content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' }, example }])),
})

function describeSuccess(name: OperationName, declared: Declared): Record<string, JsonSchema> {
  const status = 'success' in declared ? declared.success : 200
  if (status === 204) return { 204: { description: 'Done.' } }
  const example = OPERATION_DOCS[name].example.output
  const schema = jsonSchemaOf(declared.output, 'output')
  if ('streams' in declared)
    return {
      [status]: {
        description: 'JSON Lines, each of this shape.',
        content: { [JSON_LINES]: { schema, example } },
      },
    }
  return { [status]: { description: 'Done.', content: { 'application/json': { schema, example } } } }
}

function describeErrors(declared: Declared): Record<string, JsonSchema> {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of new Set([...generalErrors(declared), ...declared.errors]))
    byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code])
  const described = [...byStatus].map(([status, codes]): [number, JsonSchema] => [
    status,
    describeProblem(codes),
  ])
  return Object.fromEntries(described)
}

function describeProblem(codes: readonly ErrorCode[]): JsonSchema {
  const description = codes
    .map((code) => `\`${code}\`: ${ERRORS[code].title}. ${ERROR_ADVICE[code]}`)
    .join('\n\n')
  return { description, content: { 'application/problem+json': { schema: jsonSchemaOf(Problem, 'output') } } }
}

const REFUSALS = [
  'credential_missing',
  'token_malformed',
  'token_unknown',
  'token_revoked',
  'token_pending',
  'token_not_yet_valid',
  'token_expired',
  'owner_inactive',
  'address_refused',
  'rate_limited',
  'usage_exhausted',
] as const satisfies ErrorCode[]

/** What any request of its kind can meet, besides an operation's own errors. */
export function generalErrors(declared: Declared): ErrorCode[] {
  const { authority, method } = declared
  const takesSession = authority === 'session' || typeof authority !== 'string'
  const takesToken = authority === 'token' || typeof authority !== 'string'
  return [
    'request_invalid',
    'credential_in_query',
    'credential_ambiguous',
    ...(takesToken ? REFUSALS : []),
    ...(takesSession ? (['session_required'] as const) : []),
    ...(takesToken ? (['permission_missing'] as const) : []),
    ...(typeof authority === 'string'
      ? []
      : (['route_unmapped', 'organization_required', 'organization_not_found'] as const)),
    ...(method === 'GET' ? [] : (['origin_refused'] as const)),
    ...('body' in declared ? (['request_too_large', 'content_type_unsupported'] as const) : []),
    'storage_unavailable',
    'internal',
  ]
}
