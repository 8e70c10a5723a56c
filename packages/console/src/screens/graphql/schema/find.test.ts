import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema } from 'graphql'
import { findSpots } from './find.ts'

const schema = buildSchema(`
  "A token" type Token { id: ID! "Who holds the secret." owner: String }
  input TokenInput { name: String }
  type Query { "Lists what is alive." tokens: [Token!] secrets: Int }
  type Mutation { revokeToken(input: TokenInput!): Token }
`)
const found = (search: string) =>
  findSpots(schema, search).map(({ type, field }) => (field ? `${type}.${field}` : type))

test('operations come before types, types by name before what only speaks of the word', () => {
  assert.deepEqual(found('token'), ['Query.tokens', 'Mutation.revokeToken', 'Token', 'TokenInput'])
  assert.deepEqual(found('secret'), ['Query.secrets', 'Token.owner'])
})

test('every word must be there, in any case, in the name or in what is said of it', () => {
  assert.deepEqual(found('LISTS tokens'), ['Query.tokens'])
  assert.deepEqual([found('nothing like it'), found('__schema')], [[], []])
})
