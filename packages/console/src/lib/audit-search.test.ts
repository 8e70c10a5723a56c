import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindWords, parseAuditSearch, toAuditInput } from './audit-search.ts'

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

test('a kind is told in words', () => assert.equal(kindWords('token.value_closed'), 'Token value closed'))
