import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Permission, Token, TokenId } from '@keyward/contract'
import { confirmationOf, searchOf } from '../names.ts'
import { draftOf, emptyDraft, openChoice, toGenerateInput, toUpdateInput } from './token-draft.ts'

const token = {
  id: 'A'.repeat(16) as TokenId,
  name: 'ci',
  description: 'builds',
  masked: 'kw_AAAA…x9Qf',
  owner: { kind: 'organization' },
  access: { kind: 'custom', scopes: ['a/b:c', 'a/b:d'] as Permission[] },
  expiresAt: null,
  conditions: { notBefore: null, addresses: null, rateLimit: null, usageCap: null },
} as Partial<Token> as Token

test('a name alone makes a read-only token of 30 days', () => {
  assert.deepEqual(toGenerateInput({ ...emptyDraft('user', null, 0), name: 'x' }), {
    name: 'x',
    description: '',
    owner: 'user',
    access: { kind: 'read_only' },
    duration: { days: 30 },
  })
})

test('an edit sends only what differs, so that a new name widens nothing', () => {
  const draft = draftOf(token)
  assert.deepEqual(toUpdateInput(draft, token), { tokenId: token.id })
  assert.deepEqual(toUpdateInput({ ...draft, name: ' new  name ' }, token), {
    tokenId: token.id,
    name: ' new  name ',
  })
  const scopes = ['a/b:d', 'a/b:c'] as Permission[]
  assert.deepEqual(toUpdateInput({ ...draft, access: { ...draft.access, scopes } }, token), {
    tokenId: token.id,
  })
})

test('a name, a role, a box or a day that is still open is asked for before the server is', () => {
  const draft = { ...emptyDraft('user', null, 0), name: 'x' }
  assert.ok(openChoice({ ...draft, name: ' ' }).name)
  assert.deepEqual(openChoice(draft), {})
  assert.ok(openChoice({ ...draft, access: { ...draft.access, kind: 'custom' } }).access)
  assert.ok(openChoice({ ...draft, access: { ...draft.access, kind: 'role' } }).access)
  for (const date of ['', '2031-02-30'])
    assert.ok(openChoice({ ...draft, duration: { kind: 'date', date } }).duration)
  assert.deepEqual(openChoice({ ...draft, duration: { kind: 'date', date: '2031-02-28' } }), {})
})

test('a name that live tokens share is confirmed with the last four characters', () => {
  assert.equal(confirmationOf(token, false), 'ci')
  assert.equal(confirmationOf(token, true), 'ci x9Qf')
})

test('a search for a name never exceeds what a search may hold', () => {
  assert.equal(searchOf('deploy pipeline'), 'deploy pipeline')
  assert.ok(searchOf('word '.repeat(100).trim()).length <= 200)
  assert.equal(searchOf('x'.repeat(400)).length, 200)
})
