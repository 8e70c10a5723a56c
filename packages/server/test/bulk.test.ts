import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSetUpServer } from './parts/house.ts'

const MOST = 100_000
const unknown = Array.from({ length: MOST }, (_, n) => String(n).padStart(16, '0'))

test('[L6] a bulk change takes up to 100,000 ids in one request, and no other request may be as long', async (t) => {
  const { ask, generate, owner } = await openSetUpServer(t)
  const { id, plaintext } = await generate({ name: 'the one' })
  const selection = { ids: [...unknown.slice(1), id] }
  const preview = await ask('POST', '/v1/tokens/preview-revocation', { as: owner, body: { selection } })
  assert.deepEqual([preview.body.tokens, preview.body.names], [1, ['the one']])
  const { batchId } = preview.body
  const body = { selection, expected: 1, batchId }
  const done = await ask('POST', '/v1/tokens/revoke', { as: owner, body })
  assert.deepEqual(
    [done.body.revoked, done.body.batchId, done.body.skipped.length],
    [[id], batchId, MOST - 1],
  )
  assert.equal((await ask('GET', '/v1/verify', { as: plaintext })).status, 401)
  const undone = await ask('POST', '/v1/tokens/reinstate', { as: owner, body: { batchId } })
  assert.deepEqual(undone.body, { reinstated: [id], skipped: [] })

  const more = { selection: { ids: [...unknown, id] } }
  const refused = await ask('POST', '/v1/tokens/preview-revocation', { as: owner, body: more })
  assert.deepEqual([refused.status, refused.body.code], [400, 'request_invalid'])
  const elsewhere = await ask('POST', '/v1/tokens', { as: owner, body: { name: 'x', scopes: unknown } })
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [413, 'request_too_large'])
})
