import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSetUpServer } from './parts/house.ts'

const BATCH = '/v1/verify/batch'

test('up to 100 tokens are judged at once, each by its own need, in the order of the question', async (t) => {
  const { ask, generate, owner, verifier } = await openSetUpServer(t)
  const good = await generate({ name: 'good' })
  const gone = await generate({ name: 'gone' })
  await ask('POST', `/v1/tokens/${gone.id}/revoke`, { as: owner, body: {} })
  const row = [
    [{ token: good.plaintext, need: 'notes/notes:find' }, 'good'],
    [{ token: good.plaintext, need: 'notes/notes:create' }, 'permission_missing'],
    [{ token: gone.plaintext, address: '203.0.113.7', agent: 'curl' }, 'token_revoked'],
    [{ token: 'mistyped' }, 'token_malformed'],
    [{ token: good.plaintext }, 'good'],
  ] as const
  const asked = Array.from({ length: 20 }, () => row).flat()
  const { status, body } = await ask('POST', BATCH, {
    as: verifier,
    body: { checks: asked.map(([check]) => check) },
  })
  assert.equal(status, 200)
  assert.deepEqual(
    body.verdicts.map((verdict: { valid: boolean; code: string; caller: { tokenName: string } }) =>
      verdict.valid ? verdict.caller.tokenName : verdict.code,
    ),
    asked.map(([, outcome]) => outcome),
  )
})

test('a batch is asked for by a credential that may verify, and is neither empty nor endless', async (t) => {
  const { ask, generate, verifier } = await openSetUpServer(t)
  const { plaintext } = await generate({ name: 'narrow' })
  const checks = (count: number) => ({ checks: Array.from({ length: count }, () => ({ token: plaintext })) })
  const code = async (as: string | undefined, body: object) =>
    (await ask('POST', BATCH, { ...(as && { as }), body })).body?.code
  assert.equal(await code(undefined, checks(1)), 'credential_missing')
  assert.equal(await code(plaintext, checks(1)), 'permission_missing')
  for (const body of [checks(0), checks(101), {}, { checks: [{ token: 1 }] }])
    assert.equal(await code(verifier, body), 'request_invalid')
  assert.equal(await code(verifier, checks(100)), undefined)
})
