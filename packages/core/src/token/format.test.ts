import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TokenId } from '@keyward/contract'
import fc from 'fast-check'
import { seededRandom } from '../../../../test/parts/seeded-random.ts'
import { isPrefix, mintText, parseText } from './format.ts'
import { maskOf } from './mask.ts'

const KW = new Set(['kw'])
const LETTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_']
const minted = mintText(seededRandom('format'), 'kw')
const text = minted.text.reveal()

const replaced = (at: number, character: string) => text.slice(0, at) + character + text.slice(at + 1)

test('what is minted parses to the same parts', () => {
  const prefixes = fc.stringMatching(/^[a-z][a-z0-9]{0,15}$/)
  fc.assert(
    fc.property(prefixes, fc.string(), (prefix, seed) => {
      const made = mintText(seededRandom(seed), prefix)
      const parsed = parseText(made.text.reveal(), new Set(['other', prefix]))
      assert.equal(parsed?.prefix, prefix)
      assert.equal(parsed.id, made.id)
      assert.equal(parsed.secret.reveal(), made.secret.reveal())
      assert.equal(made.tail, made.text.reveal().slice(-4))
    }),
  )
})

test('any one wrong character is found without a look at the database', () => {
  for (let at = 0; at < text.length; at++)
    for (const character of LETTERS)
      if (character !== text[at]) assert.equal(parseText(replaced(at, character), KW), undefined)
})

test('any two neighbours typed in the wrong order are found', () => {
  for (let at = 0; at < text.length - 1; at++) {
    const [a = '', b = ''] = text.slice(at, at + 2)
    if (a !== b) assert.equal(parseText(text.slice(0, at) + b + a + text.slice(at + 2), KW), undefined)
  }
})

test('a token cut anywhere, or with anything before or after it, is refused', () => {
  for (let at = 0; at < text.length; at++) {
    assert.equal(parseText(text.slice(0, at), KW), undefined)
    assert.equal(parseText(text.slice(at + 1), KW), undefined)
  }
  for (const more of [' ', '\n', '\t', '\r\n', '\0', '0', '_', '"', '\u00a0', '\ufeff', text]) {
    assert.equal(parseText(text + more, KW), undefined)
    assert.equal(parseText(more + text, KW), undefined)
  }
})

test('only accepted prefixes parse, and case counts', () => {
  assert.ok(parseText(text, new Set(['new', 'kw'])))
  for (const prefixes of [[], ['new'], ['KW'], ['k'], ['kww'], ['']])
    assert.equal(parseText(text, new Set(prefixes)), undefined)
  assert.equal(parseText(text.replace('kw', 'KW'), KW), undefined)
  assert.equal(parseText(text.slice(2), new Set(['', 'kw'])), undefined)
})

test('no text whatever makes parsing throw or pass by chance', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      'kw',
      '_',
      '__',
      '…',
      '\0',
      ' ',
      '%5f',
      'Bearer ',
      minted.id,
      minted.secret.reveal(),
      text,
    ),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-9A-Za-z]{0,49}$/),
  )
  const near = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(near, (candidate) => {
      assert.equal(parseText(candidate, KW) !== undefined, candidate === text)
    }),
    { numRuns: 5000 },
  )
})

test('what is no text at all is refused like any other wrong credential', () => {
  for (const value of JSON.parse('[null, 0, true, [], {}, ["kw"]]'))
    assert.equal(parseText(value, KW), undefined)
})

test('an oversize text is refused at once, however it is made', () => {
  const megabyte = 1 << 20
  const started = process.threadCpuUsage()
  for (let turn = 0; turn < 1000; turn++)
    for (const part of ['a', '_', 'kw_']) assert.equal(parseText(part.repeat(megabyte), KW), undefined)
  assert.ok(process.threadCpuUsage(started).user < 2_000_000)
})

test('a new value of a token keeps its id and nothing else', () => {
  const next = mintText(seededRandom('again'), 'kw', minted.id)
  assert.equal(next.id, minted.id)
  assert.notEqual(next.secret.reveal(), minted.secret.reveal())
  assert.equal(parseText(next.text.reveal(), KW)?.id, minted.id)
})

test('a prefix is a lower-case letter and up to 15 lower-case letters or digits', () => {
  for (const good of ['k', 'kw', 'acme2', 'a234567890123456']) assert.ok(isPrefix(good), good)
  for (const bad of ['', 'KW', '2fa', 'a_b', 'a-b', 'kw ', 'kw\n', 'a2345678901234567', 'ké']) {
    assert.ok(!isPrefix(bad), bad)
    assert.throws(() => mintText(seededRandom('bad'), bad), TypeError)
  }
})

test('the masked form shows characters of id and checksum only', () => {
  assert.equal(maskOf('kw', '7Hd2Lm0QpXv4TzRa' as TokenId, 'x9Qf'), 'kw_7Hd2…x9Qf')
  const masked = maskOf('kw', minted.id, minted.tail)
  assert.equal(masked, `kw_${minted.id.slice(0, 4)}…${text.slice(-4)}`)
})
