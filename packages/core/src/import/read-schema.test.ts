import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeywardError } from '@keyward/contract'
import { buildSchema, introspectionFromSchema } from 'graphql'
import { composeCatalogue } from '../../test/compose-catalogue.ts'
import { importDescription } from './import-description.ts'

const SCHEMA = `# The notes of Acme.
"""
What can be asked.
"""
type Query {
  "All notes that you may see. Drafts too."
  notes(first: Int): NoteConnection!
  note(id: ID!): Note
  version: String!
}
type Mutation {
  createNote(text: String!): Note!
  addNoteComments(id: ID!): Note!
  login: Boolean
}
extend type Query { authors: [Author!]! }
type Note { id: ID!, text: String!, secret: String @keyward(action: "reveal", access: WRITE) }
type NoteConnection { nodes: [Note!]! }
interface Author { name: String! }
`

/** Each permission with its access and what it opens. */
const permissionsOf = (text: string) =>
  importDescription(text, { slug: 'notes' }).api.resources.flatMap(({ name, actions }) =>
    actions.map(
      (action) =>
        `${name}:${action.name} ${action.access} ${(action.routes ?? []).map((route) => `${route.method} ${route.path}`).join(' ')}`,
    ),
  )

test('[B4] a GraphQL schema becomes an API: queries read, mutations write, by what they are about', () => {
  assert.deepEqual(permissionsOf(SCHEMA), [
    'note:notes read FIELD Query.notes',
    'note:note read FIELD Query.note',
    'note:createNote write FIELD Mutation.createNote',
    'note:reveal write FIELD Note.secret',
    'version:version read FIELD Query.version',
    'note-comments:addNoteComments write FIELD Mutation.addNoteComments',
    'login:login write FIELD Mutation.login',
    'author:authors read FIELD Query.authors',
  ])
  const { api, operations } = importDescription(SCHEMA, { slug: 'notes', name: 'Notes' })
  assert.deepEqual(
    [api.name, operations, api.resources[0]?.actions[0]?.label],
    ['Notes', 8, 'All notes that you may see'],
  )
  assert.doesNotThrow(() => composeCatalogue([api], 1))
})

test('an introspection’s answer makes the same API as the schema itself, but for directives', () => {
  const bare = SCHEMA.replace(/ @keyward\([^)]*\)/, '')
  const introspected = introspectionFromSchema(buildSchema(bare))
  const sorted = (text: string) => permissionsOf(text).sort()
  assert.deepEqual(sorted(JSON.stringify({ data: introspected })), sorted(bare))
  assert.deepEqual(sorted(JSON.stringify(introspected)), sorted(bare))
})

test('root types are those that the schema names', () => {
  const text = `schema { query: Root } type Root { ping: String } type Query { not: String }`
  assert.deepEqual(permissionsOf(text), ['ping:ping read FIELD Root.ping'])
})

test('fields that their author gives one action are one permission, and none that is unsaid keeps a name that two have', () => {
  const said = `type Query { a: Int @keyward(resource: "x", action: "look") b: Int @keyward(resource: "x", action: "look") }`
  assert.deepEqual(permissionsOf(said), ['x:look read FIELD Query.a FIELD Query.b'])
  const alike = `type Query { note: Note } type Mutation { note(text: String): Note @keyward(resource: "note") } type Note { id: ID }`
  assert.deepEqual(permissionsOf(alike), [
    'note:Query.note read FIELD Query.note',
    'note:Mutation.note write FIELD Mutation.note',
  ])
})

const BROKEN: Record<string, [text: string, says: RegExp]> = {
  'a schema cut in half': ['type Query {\n  notes: [Note!]!\n  note(id', /^line 3: Expected ":".*cut off/],
  'a field without a type': ['type Query {\n  notes\n}', /^line 3: Expected ":"/],
  'a text that does not end': ['type Query {\n  "all notes: Int\n}', /^line 2: Unterminated string/],
  'a schema without fields to ask for': ['type Note { id: ID }', /no field in Query/],
  'a field twice': ['type Query {\n a: Int\n a: Int\n}', /^line 3: Query\.a: stands in line 2 already/],
  'a directive that says nothing known': [
    'type Query {\n a: Int @keyward(scope: "x")\n}',
    /^line 2: Query\.a: @keyward takes resource, action, access/,
  ],
  'a directive that says it wrongly': [
    'type Query { a: Int @keyward(resource: "Not so") }',
    /^line 1: .* takes lower-case letters/,
  ],
  'accesses that differ for one permission': [
    'type Query { a: Int @keyward(resource: "x", action: "y") } type Mutation { b: Int @keyward(resource: "x", action: "y") }',
    /Mutation\.b: is write and .*Query\.a is read/,
  ],
  'an introspection that failed': [
    '{"data": {"__schema": {"types": 3}}}',
    /^__schema\.\w+: is not what an introspection/,
  ],
  'lists without end': [`type Query { a: ${'['.repeat(50_000)}`, /nested too deeply/],
}
for (const [what, [text, says]] of Object.entries(BROKEN))
  test(`${what}: refused, saying where`, () => {
    assert.throws(
      () => importDescription(text, { slug: 'x' }),
      (error) => {
        assert.ok(error instanceof KeywardError, String(error))
        assert.equal(error.code, 'catalogue_invalid')
        assert.match(error.message, says)
        return true
      },
    )
  })

test('YAML of OpenAPI is not taken for a schema, whatever its first word', () => {
  const text = `# type Query { a: Int }\ntype: nothing\nopenapi: 3.1.0\npaths: { /a: { get: { operationId: look } } }\n`
  assert.deepEqual(permissionsOf(text), ['a:look read GET /a'])
})

test('one field is opened by one permission, and a field is no path', () => {
  const opening = (method: string, path: string) => ({
    name: path.slice(-3),
    label: 'x',
    access: 'read',
    routes: [{ method, path }],
  })
  const compose = (...actions: ReturnType<typeof opening>[]) =>
    composeCatalogue([{ slug: 'x', name: 'X', resources: [{ name: 'x', label: 'X', actions }] }] as never, 1)
  assert.doesNotThrow(() => compose(opening('FIELD', 'Query.one'), opening('GET', '/one/two')))
  const twice = [
    { ...opening('FIELD', 'Query.one'), name: 'a' },
    { ...opening('FIELD', 'Query.one'), name: 'b' },
  ]
  assert.throws(() => compose(...twice), /FIELD Query\.one \(x\/x:b\) is opened by x\/x:a already/)
  assert.throws(() => compose(opening('GET', 'Query.one')), /every other method before a path/)
  assert.throws(() => compose(opening('FIELD', '/one')), /FIELD stands before a GraphQL field/)
})
