import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { TokenId } from '@keyward/contract'
import { seededRandom } from '../../../../test/parts/seeded-random.ts'
import type { SecretRecord } from '../token/record.ts'
import { Secret } from '../token/secret.ts'
import {
  createKeyring,
  currentKey,
  dataOf,
  digestSecret,
  fingerprints,
  KEY_PURPOSES,
  Keyring,
  keyOfVersion,
  matchesSecret,
  rotateKey,
} from './keyring.ts'

const NOW = Date.UTC(2026, 0, 1)
const ring = createKeyring(seededRandom('ring'), NOW)
const ID = '7Hd2Lm0QpXv4TzRa' as TokenId
const secret = new Secret('s'.repeat(43))

const recordOf = (keys: Keyring, id = ID): SecretRecord => ({
  tokenId: id,
  version: 1,
  scheme: 'hmac-sha256',
  lookup: null,
  ...digestSecret(keys, id, secret),
  prefix: 'kw',
  tail: 'x9Qf',
  createdAt: NOW,
  notAfter: null,
  quietMs: null,
})

test('a new keyring holds one current key of 32 bytes for each purpose, all different', () => {
  const keys = KEY_PURPOSES.map((purpose) => currentKey(ring, purpose))
  assert.deepEqual(
    new Set(keys.map(({ version, state, createdAt }) => `${version} ${state} ${createdAt}`)).size,
    1,
  )
  assert.equal(new Set(keys.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size, 4)
  assert.ok(keys.every(({ bytes }) => bytes.length === 32))
})

test('a digest is HMAC-SHA-256 over id and secret, so that anybody with the key can recompute it', () => {
  const expected = createHmac('sha256', currentKey(ring, 'token').bytes).update(`${ID}${secret.reveal()}`)
  assert.deepEqual(digestSecret(ring, ID, secret), { digest: expected.digest('base64url'), pepperVersion: 1 })
})

test('a secret matches its own record and no other', () => {
  const record = recordOf(ring)
  assert.ok(matchesSecret(ring, record, secret))
  assert.ok(!matchesSecret(ring, record, new Secret(`${'s'.repeat(42)}t`)))
  assert.ok(!matchesSecret(ring, record, new Secret('')))
  assert.ok(!matchesSecret(ring, { ...record, tokenId: '7Hd2Lm0QpXv4TzRb' as TokenId }, secret))
  assert.ok(!matchesSecret(createKeyring(seededRandom('another'), NOW), record, secret))
})

test('a damaged or empty digest matches nothing and does not throw', () => {
  for (const digest of ['', 'AAAA', 'no base64 at all!', recordOf(ring).digest.slice(0, -1), '\0'])
    assert.ok(!matchesSecret(ring, { ...recordOf(ring), digest }, secret))
})

test('rotating the token key kills no token: old digests still match, new ones use the new key', () => {
  const before = recordOf(ring)
  const rotated = rotateKey(ring, 'token', seededRandom('rotated'), NOW + 1)
  assert.ok(matchesSecret(rotated, before, secret))
  const after = recordOf(rotated)
  assert.equal(after.pepperVersion, 2)
  assert.notEqual(after.digest, before.digest)
  assert.ok(matchesSecret(rotated, after, secret))
  assert.equal(keyOfVersion(rotated, 'token', 1)?.state, 'retired')
  assert.equal(currentKey(rotated, 'audit').version, 1)
})

test('a digest of a key that is gone matches nothing', () => {
  const rotated = dataOf(rotateKey(ring, 'token', seededRandom('rotated'), NOW))
  const without = new Keyring({ ...rotated, token: rotated.token.filter((key) => key.version === 2) })
  assert.equal(keyOfVersion(without, 'token', 1), undefined)
  assert.ok(!matchesSecret(without, recordOf(ring), secret))
})

test('fingerprints name each key, follow nothing but it, and hold nothing of it', () => {
  const prints = fingerprints(ring)
  assert.deepEqual(Object.keys(prints), ['token/1', 'session/1', 'seal/1', 'audit/1'])
  assert.equal(new Set(Object.values(prints)).size, 4)
  const rotated = fingerprints(rotateKey(ring, 'token', seededRandom('rotated'), NOW))
  assert.deepEqual({ ...rotated, ...prints }, rotated)
  assert.ok(rotated['token/2'])
  for (const print of Object.values(prints)) {
    assert.match(print, /^[0-9a-f]{16}$/)
    for (const purpose of KEY_PURPOSES)
      assert.ok(!Buffer.from(currentKey(ring, purpose).bytes).toString('hex').includes(print))
  }
})

test('the same bytes have another fingerprint for another purpose', () => {
  const [key] = ring.entries('token')
  assert.ok(key)
  const same = fingerprints(new Keyring({ token: [key], session: [key], seal: [key], audit: [key] }))
  assert.equal(new Set(Object.values(same)).size, 4)
})

test('a keyring is not printed, logged or serialised by accident', () => {
  const bytes = Buffer.from(currentKey(ring, 'token').bytes)
  const printed = [
    String(ring),
    JSON.stringify({ ring }),
    inspect({ ring }, { depth: null, showHidden: true }),
    inspect(ring, { customInspect: false, depth: null, showHidden: true }),
    inspect(structuredClone({ ring }), { depth: null }),
  ].join('\n')
  for (const shape of [bytes.toString('hex'), bytes.toString('base64'), bytes.join(', '), bytes.join(',')])
    assert.ok(!printed.includes(shape.slice(0, 20)))
})
