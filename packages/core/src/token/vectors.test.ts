import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import { TokenId } from '@keyward/contract'
import { fixedBytes, seededRandom } from '../../../../test/parts/seeded-random.ts'
import { encodeBase62 } from './base62.ts'
import { mintText, parseText } from './format.ts'
import { maskOf } from './mask.ts'

type Vectors = {
  alphabet: string
  accepted_prefixes: string[]
  checksums: { input: string; crc32: number; base62: string }[]
  valid: {
    name: string
    bytes: string
    prefix: string
    id: string
    secret: string
    checksum: string
    text: string
    masked: string
  }[]
  digests: { key: string; id: string; secret: string; digest: string }[]
  invalid: { reason: string; text: string }[]
}

const read = (path: string) => readFileSync(new URL(`../../../../docs/${path}`, import.meta.url), 'utf8')
const vectors: Vectors = JSON.parse(read('token-format/vectors.json'))
const page = read('token-format.md')
const prefixes = new Set(vectors.accepted_prefixes)

for (const { name, bytes, prefix, id, secret, checksum, text, masked } of vectors.valid) {
  test(`[B1] vector: ${name}: its bytes make its text`, () => {
    const minted = mintText(fixedBytes(Buffer.from(bytes, 'hex')), prefix)
    assert.equal(minted.text.reveal(), text)
    assert.equal(`${prefix}_${id}_${secret}${checksum}`, text)
    assert.equal(maskOf(prefix, TokenId.parse(id), minted.tail), masked)
  })

  test(`vector: ${name}: its text parses to its parts`, () => {
    const parsed = parseText(text, prefixes)
    assert.deepEqual([parsed?.prefix, parsed?.id, parsed?.secret.reveal()], [prefix, id, secret])
  })
}

for (const { reason, text } of vectors.invalid)
  test(`vector: refused, since ${reason}`, () => {
    assert.equal(parseText(text, prefixes), undefined)
  })

test('vector: checksums', () => {
  for (const { input, crc32: value, base62 } of vectors.checksums) {
    assert.equal(crc32(input), value)
    assert.equal(encodeBase62(value, 6), base62)
  }
  assert.equal([...vectors.alphabet].map((_, at) => encodeBase62(at, 1)).join(''), vectors.alphabet)
})

test('vector: digests are HMAC-SHA-256 over id and secret', () => {
  for (const { key, id, secret, digest } of vectors.digests) {
    const made = createHmac('sha256', Buffer.from(key, 'base64')).update(id + secret)
    assert.equal(made.digest('base64url'), digest)
  }
})

test('[B1] the scanner’s expression on the page finds every valid vector of its prefix, and real tokens in running text', () => {
  const [, expression] = /^```text\n(\\b.+)\n```$/m.exec(page) ?? []
  assert.ok(expression)
  const found = (text: string) => [...text.matchAll(new RegExp(expression, 'g'))].map(([match]) => match)
  for (const { prefix, text } of vectors.valid)
    assert.deepEqual(found(`KEY="${text}", `), prefix === 'kw' ? [text] : [])
  for (let at = 0; at < 1000; at++) {
    const text = mintText(seededRandom(`scan ${at}`), 'kw').text.reveal()
    assert.deepEqual(found(`curl -H 'Authorization: Bearer ${text}' https://example.org`), [text])
  }
})

test('the page’s example is a vector', () => {
  const examples = page.match(/\bkw_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}\b/g) ?? []
  assert.ok(examples.length > 0)
  for (const example of examples)
    assert.ok(
      vectors.valid.some(({ text }) => text === example),
      example,
    )
})
