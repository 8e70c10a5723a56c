import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSetUpServer } from './parts/house.ts'

const HOUR = 3_600_000

test('a token says who it is, renews itself within its own end, and ends itself, without any permission', async (t) => {
  const { ask, generate, pass } = await openSetUpServer(t)
  const { id, plaintext } = await generate({ name: 'CI', duration: { days: 7 } })
  const status = async (as: string) => (await ask('GET', '/v1/self', { as })).status
  const { token } = (await ask('GET', '/v1/self', { as: plaintext })).body
  assert.deepEqual([token.id, token.permissions], [id, ['notes/notes:find']])

  const graceful = await ask('POST', '/v1/self/regenerate', { as: plaintext, body: { graceMs: HOUR } })
  assert.equal(graceful.body.token.expiresAt, token.expiresAt)
  const second = graceful.body.plaintext
  assert.deepEqual([await status(plaintext), await status(second)], [200, 200])
  pass(HOUR)
  assert.deepEqual([await status(plaintext), await status(second)], [401, 200])

  const third = (await ask('POST', '/v1/self/regenerate', { as: second, body: {} })).body.plaintext
  assert.deepEqual([await status(second), await status(third)], [401, 200])
  const longer = await ask('POST', '/v1/self/regenerate', { as: third, body: { duration: { days: 90 } } })
  assert.equal(longer.body.code, 'request_invalid')

  const ended = await ask('POST', '/v1/self/revoke', { as: third, body: { reason: 'superseded' } })
  assert.deepEqual(
    [ended.status, ended.body.token.revocation.reason, ended.body.token.revocation.by.id],
    [200, 'superseded', id],
  )
  assert.ok(ended.body.receipt.sequence > 0)
  for (const path of ['/v1/self/revoke', '/v1/self/regenerate'])
    assert.equal((await ask('POST', path, { as: third, body: {} })).body.code, 'token_revoked')
})

test('a session is no token: it has no self to renew or end', async (t) => {
  const { ask, owner } = await openSetUpServer(t)
  for (const path of ['/v1/self/revoke', '/v1/self/regenerate'])
    assert.equal((await ask('POST', path, { as: owner, body: {} })).body.code, 'credential_missing')
})
