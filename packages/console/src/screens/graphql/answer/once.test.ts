import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdsOnce, onceIn } from './once.ts'

const TOKEN = `acme_${'a'.repeat(16)}_${'B'.repeat(49)}`
const SECRET = `whsec_${'c2VjcmV0'.repeat(4)}+/==`

test('the values that are shown once are found wherever an answer holds them, each once', () => {
  const text = JSON.stringify({ data: { a: { plaintext: TOKEN, again: TOKEN }, b: { secret: SECRET } } })
  assert.deepEqual(onceIn(text), [TOKEN, SECRET])
})

test('masked texts, ids and prefixes are none of them', () => {
  assert.equal(holdsOnce('{"masked":"acme_aaaa…BBBB","id":"aaaaaaaaaaaaaaaa","prefix":"whsec_"}'), false)
})
