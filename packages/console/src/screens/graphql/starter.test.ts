import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, type GraphQLField, parse, validate } from 'graphql'
import { freshName, starterOf } from './starter.ts'

const schema = buildSchema(`
  scalar SafeInt
  enum Kind { PLAIN FANCY }
  input Reach { kind: Kind! deep: Boolean }
  input MakeInput { name: String! kind: Kind! reach: Reach! sizes: [SafeInt!]! note: String }
  type Page { more: Boolean! }
  type Edge { cursor: String! node: Note! }
  type Part { word: String! inner: Part }
  type Note { id: ID! kind: Kind! parts: [Part!]! found(by: ID!): Note }
  type Notes { edges: [Edge!]! nodes: [Note!]! page: Page! total: Int! }
  type Query { notes(first: Int): Notes note(id: ID!): Note ready: Boolean }
  type Mutation { make(input: MakeInput!): Note }
`)
const fieldOf = (kind: 'query' | 'mutation', name: string): GraphQLField<unknown, unknown> =>
  (kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields()[name] ?? assert.fail()

test('each operation that is begun is valid, asks for what is plain, and leaves out what needs an argument', () => {
  for (const [kind, name] of [
    ['query', 'notes'],
    ['query', 'note'],
    ['query', 'ready'],
    ['mutation', 'make'],
  ] as const)
    assert.deepEqual(validate(schema, parse(starterOf(kind, fieldOf(kind, name), 'X').text)), [])
  assert.equal(
    starterOf('query', fieldOf('query', 'note'), 'Note').text,
    `query Note($id: ID!) {
  note(id: $id) {
    id
    kind
    parts {
      word
      inner {
        word
      }
    }
  }
}
`,
  )
})

test('variables hold what an operation cannot do without, each in its own kind', () => {
  assert.deepEqual(starterOf('mutation', fieldOf('mutation', 'make'), 'Make').variables, {
    input: { name: '', kind: 'PLAIN', reach: { kind: 'PLAIN' }, sizes: [] },
  })
  assert.deepEqual(starterOf('query', fieldOf('query', 'notes'), 'Notes').variables, {})
})

test('an operation’s name is its own', () => {
  assert.equal(freshName('tokens', ['Token', undefined]), 'Tokens')
  assert.equal(freshName('tokens', ['Tokens', 'Tokens2']), 'Tokens3')
})
