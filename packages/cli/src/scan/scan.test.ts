import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { scanPieces } from './scan-pieces.ts'
import { checksumOf, findTokens } from './token-text.ts'

const VECTORS = new URL('../../../../docs/token-format/vectors.json', import.meta.url)
type Vectors = {
  checksums: { input: string; base62: string }[]
  valid: { text: string; id: string; masked: string }[]
}
const vectors: Vectors = JSON.parse(readFileSync(VECTORS, 'utf8'))
const [first] = vectors.valid
assert.ok(first)
const TOKEN = first.text

async function* piecesOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, 'latin1')
}

async function scan(...texts: string[]) {
  const found: { line: number; id: string }[] = []
  for await (const { line, id } of scanPieces(piecesOf(...texts))) found.push({ line, id })
  return found
}

test('[B10] the checksum is the one that the token format publishes', () => {
  for (const { input, base62 } of vectors.checksums) assert.equal(checksumOf(input), base62, input)
})

test('[B10] every published token is found whatever it stands in, and told by its mask alone', () => {
  for (const { text, id, masked } of vectors.valid)
    for (const around of ['', 'x', '9', '_', '"', '=', '%20', 'TOKEN=', 'a_b_c_', 'kw_']) {
      const found = findTokens(`${around}${text}${around}`)
      assert.deepEqual(
        found.map((token) => [token.id, token.masked]),
        [[id, masked]],
        `${around}${text}`,
      )
      assert.ok(!JSON.stringify(found).includes(text.slice(-49, -6)))
    }
})

test('[B10] a text with one wrong character is none, nor is one with another prefix than those asked for', () => {
  for (let at = 0; at < TOKEN.length; at++) {
    const wrong = TOKEN.slice(0, at) + (TOKEN[at] === 'x' ? 'y' : 'x') + TOKEN.slice(at + 1)
    assert.deepEqual(findTokens(wrong), [], String(at))
  }
  assert.equal(findTokens(TOKEN, new Set(['kw'])).length, 1)
  assert.equal(findTokens(TOKEN, new Set(['acme'])).length, 0)
})

test('[B10] a token is found once, with its line, wherever a file is cut into pieces', async () => {
  const text = `one\ntwo ${TOKEN}${TOKEN}\n\nfive\n${TOKEN}`
  const places = [2, 2, 5].map((line) => ({ line, id: first.id }))
  for (let cut = 0; cut <= text.length; cut++)
    assert.deepEqual(await scan(text.slice(0, cut), text.slice(cut)), places, String(cut))
  assert.deepEqual(await scan(...text), places)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 30 }), async (sizes) => {
      const ends = sizes.map((_, at) => sizes.slice(0, at + 1).reduce((sum, size) => sum + size, 0))
      const pieces = [...ends, text.length].map((end, at) => text.slice(ends[at - 1] ?? 0, end))
      assert.deepEqual(await scan(...pieces), places)
    }),
    { numRuns: 50 },
  )
})
