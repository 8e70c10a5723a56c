import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedBytes, seededRandom } from '../../../../test/parts/seeded-random.ts'
import { encodeBase62, randomBase62 } from './base62.ts'

test('every character is equally likely: all 256 bytes together give each of the 62 exactly four times', () => {
  const everyByte = Uint8Array.from({ length: 256 }, (_, at) => at)
  const text = randomBase62(fixedBytes(everyByte), 248)
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  assert.equal(counts.size, 62)
  assert.deepEqual(new Set(counts.values()), new Set([4]))
  assert.match(text, /^[0-9A-Za-z]+$/)
})

test('a byte that would favour some characters is drawn again', () => {
  assert.equal(randomBase62(fixedBytes(Uint8Array.of(255, 248, 247, 61, 0)), 2), 'zz')
})

test('text has the length asked for', () => {
  for (const length of [0, 1, 16, 43, 1000])
    assert.equal(randomBase62(seededRandom('length'), length).length, length)
})

test('numbers are written as the alphabet counts, padded with 0', () => {
  assert.equal(encodeBase62(0, 6), '000000')
  assert.equal(encodeBase62(61, 1), 'z')
  assert.equal(encodeBase62(62, 6), '000010')
  assert.equal(encodeBase62(0xffffffff, 6), '4gfFC3')
})
