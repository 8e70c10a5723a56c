import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openServer } from '../../test/parts/house.ts'

const EVERYWHERE = {
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

test('every kind of answer carries the security headers, and a policy that lets nothing frame it', async (t) => {
  const { ask } = await openServer(t)
  const answers = [
    await ask('GET', '/v1/setup'),
    await ask('GET', '/v1/verify'),
    await ask('GET', '/v1/forward-auth'),
    await ask('GET', '/nowhere'),
    await ask('DELETE', '/v1/setup'),
    await ask('GET', '/reference'),
    await ask('GET', '/openapi.json'),
    await ask('POST', '/v1/session', { body: { email: 1 } }),
  ]
  for (const { headers, status } of answers) {
    for (const [name, value] of Object.entries(EVERYWHERE))
      assert.equal(headers[name], value, `${status} ${name}`)
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/)
    assert.equal(headers['strict-transport-security'], undefined)
  }
})

test('over https a browser is told to come back by https only', async (t) => {
  const { ask } = await openServer(t, { publicUrl: 'https://keys.acme.example' })
  assert.match(
    String((await ask('GET', '/v1/setup')).headers['strict-transport-security']),
    /max-age=31536000/,
  )
})
