import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAuthorization, refuseForwardedCredential } from './presented.ts'

test('two headers that were joined with a comma are ambiguous; other schemes may hold one', () => {
  assert.throws(() => readAuthorization(['Bearer a, Bearer b']), { code: 'credential_ambiguous' })
  assert.deepEqual(readAuthorization(['Digest username="a", realm="b"']), { kind: 'other' })
})

test('in the address of an API what looks like a token is refused, and a word of its own passes', () => {
  const token = `kw_${'a'.repeat(16)}_${'b'.repeat(49)}`
  for (const query of [`q=${token}`, 'access_token=x', 'API-Key=x', `a=1&b=see%20${token}`])
    assert.throws(() => refuseForwardedCredential(`/notes?${query}`), { code: 'credential_in_query' })
  for (const target of ['/notes', '/notes?key=title', '/notes?token=next', '/access_token=x'])
    assert.doesNotThrow(() => refuseForwardedCredential(target))
})
