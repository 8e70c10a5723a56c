import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realRandom } from '../real-world.ts'
import { createKeyring, rotateKey } from './keyring.ts'
import { seal, unseal } from './seal.ts'

const ring = createKeyring(realRandom, 0)
const sealed = seal(ring, realRandom, 'JBSWY3DPEHPK3PXP', 'row/1')

test('what is sealed comes back at its own place, and at no other', () => {
  assert.equal(unseal(ring, sealed, 'row/1')?.reveal(), 'JBSWY3DPEHPK3PXP')
  assert.equal(unseal(ring, sealed, 'row/2'), undefined)
  assert.notEqual(seal(ring, realRandom, 'JBSWY3DPEHPK3PXP', 'row/1'), sealed)
})

test('what was altered, cut or sealed by others does not open', () => {
  const at = sealed.length - 10
  const altered = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
  for (const text of [altered, sealed.slice(0, -4), sealed.replace('1.', '2.'), '', '1.', 'x', '1.AAAA'])
    assert.equal(unseal(ring, text, 'row/1'), undefined, text)
  assert.equal(unseal(createKeyring(realRandom, 0), sealed, 'row/1'), undefined)
})

test('a rotated key goes on opening what it sealed', () => {
  const rotated = rotateKey(ring, 'seal', realRandom, 1)
  assert.equal(unseal(rotated, sealed, 'row/1')?.reveal(), 'JBSWY3DPEHPK3PXP')
  assert.match(seal(rotated, realRandom, 'x', 'row/1'), /^2\./)
})
