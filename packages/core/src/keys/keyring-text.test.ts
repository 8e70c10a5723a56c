import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeywardError } from '@keyward/contract'
import { seededRandom } from '../../../../test/parts/seeded-random.ts'
import { createKeyring, dataOf, rotateKey } from './keyring.ts'
import { decodeKeyring, encodeKeyring } from './keyring-text.ts'

const NOW = Date.UTC(2026, 0, 1, 12)
const ring = rotateKey(createKeyring(seededRandom('ring'), NOW), 'token', seededRandom('next'), NOW + 1)
const text = encodeKeyring(ring)

type Stored = { format: unknown; keys: Record<string, unknown>[] }
const altered = (change: (stored: Stored) => void): string => {
  const stored: Stored = JSON.parse(text)
  change(stored)
  return JSON.stringify(stored)
}
const first = (fields: Record<string, unknown>) =>
  altered(({ keys }) => {
    Object.assign(keys[0] ?? {}, fields)
  })

test('a keyring reads back as it was written', () => {
  assert.deepEqual(dataOf(decodeKeyring(text)), dataOf(ring))
  assert.equal(encodeKeyring(decodeKeyring(text)), text)
})

test('the text is plain JSON with a format number, a purpose, a version, a key and a state', () => {
  const stored: Stored = JSON.parse(text)
  assert.equal(stored.format, 1)
  assert.equal(stored.keys.length, 5)
  assert.deepEqual(Object.keys(stored.keys[0] ?? {}), ['purpose', 'version', 'key', 'createdAt', 'state'])
})

const FAULTS: Record<string, [text: string, detail: RegExp]> = {
  'an empty text': ['', /not JSON/],
  'a text that is cut': [text.slice(0, -20), /not JSON/],
  'something else': ['"keys"', /expected object/],
  'another format': [altered((stored) => Object.assign(stored, { format: 2 })), /format/],
  'an unknown field': [altered((stored) => Object.assign(stored, { extra: 1 })), /extra: unknown field/],
  'an unknown purpose': [first({ purpose: 'tokens' }), /keys\.0\.purpose/],
  'a short key': [first({ key: 'AAAA' }), /keys\.0\.key: expected 32 bytes/],
  'a key that is not base64': [first({ key: 'é'.repeat(44) }), /keys\.0\.key: expected base64/],
  'a version of zero': [first({ version: 0 }), /keys\.0\.version/],
  'a date that is none': [first({ createdAt: 'yesterday' }), /keys\.0\.createdAt/],
  'no current key': [altered(({ keys }) => keys.splice(2, 1)), /one current session key, found 0/],
  'two current keys': [first({ state: 'current' }), /one current token key, found 2/],
  'a version twice': [first({ version: 2 }), /two token keys have the same version/],
}

for (const [what, [wrong, detail]] of Object.entries(FAULTS))
  test(`${what} is refused with a clear fault that repeats no key`, () => {
    assert.throws(
      () => decodeKeyring(wrong),
      (error) => {
        assert.ok(error instanceof KeywardError)
        assert.equal(error.code, 'keys_invalid')
        assert.match(error.message, detail)
        const shown = JSON.stringify([error.message, error.details, error.cause])
        for (const purpose of ['token', 'session', 'seal', 'audit'] as const)
          for (const { bytes } of ring.entries(purpose))
            assert.ok(!shown.includes(Buffer.from(bytes).toString('base64').slice(0, 8)))
        return true
      },
    )
  })
