import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AuditKind } from '@keyward/contract'
import {
  AUDIT_SUBJECTS,
  chosenKinds,
  kindsOf,
  kindWords,
  parseAuditSearch,
  toAuditInput,
  withKinds,
} from './audit-search.ts'

test('an address keeps what is understood of it, and drops the rest', () => {
  const search = parseAuditSearch({ about: 'token,nonsense', token: '../x', from: '2026-11-02', to: 'soon' })
  assert.deepEqual(Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)), {
    about: ['token'],
    from: '2026-11-02',
  })
})

test('choosing tokens asks for every kind of change to one or many, and the last day is meant whole', () => {
  const { kind = [], from, to } = toAuditInput({ about: ['token'], from: '2026-11-02', to: '2026-11-02' })
  assert.ok(
    kind.includes('token.revoked') && kind.includes('tokens.revoked') && !kind.includes('settings.updated'),
  )
  assert.equal(Date.parse(to ?? '') - Date.parse(from ?? ''), 24 * 3_600_000)
})

test('every kind of event stands under one subject', () => {
  const all = AUDIT_SUBJECTS.flatMap(kindsOf)
  assert.deepEqual(all.toSorted(), AuditKind.options.toSorted())
})

test('taking one kind out of a whole subject leaves the others; with it back the subject is whole again', () => {
  const whole = { about: ['role'] }
  const kinds = new Set(chosenKinds(whole))
  kinds.delete('role.updated')
  const part = withKinds(whole, kinds)
  assert.deepEqual(part, { about: undefined, kind: ['role.created', 'role.deleted'] })
  assert.deepEqual(parseAuditSearch(part).kind, part.kind)
  assert.deepEqual(withKinds(part, new Set([...chosenKinds(part), 'role.updated' as const])).about, ['role'])
  assert.deepEqual(withKinds(part, new Set()), { about: undefined, kind: undefined })
})

test('a kind is told in words', () => {
  assert.equal(kindWords('token.value_closed'), 'Token value closed')
  assert.equal(kindWords('tokens.revoked'), 'Tokens revoked in bulk')
  assert.equal(kindWords('member.put'), 'Member provisioned')
})
