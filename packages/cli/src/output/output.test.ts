import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainText } from './plain-text.ts'
import { facts, table } from './table.ts'
import { ago } from './when.ts'

const TERMINAL = /[\p{Cc}\p{Cf}\u2028\u2029\u3164]/u

test('no text from elsewhere moves the cursor, colours, hides or turns what stands around it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
      const shown = table(['A', 'B'], [[text, 'b']]) + facts([['name', text.replaceAll('\n', ' ')]])
      assert.doesNotMatch(shown.replaceAll('\n', ''), TERMINAL)
    }),
  )
  assert.equal(plainText('a\u001b[31mb\u202ec\r\nd'), 'a\\x1b[31mb\\u202ec\\x0d\\x0ad')
  assert.equal(plainText('a\u{e0041}b\u061c❤️'), 'a\\u{e0041}b\\u061c❤️')
})

test('a line fits into the terminal by the longest cells, and is whole where nobody looks; wide letters keep the columns', () => {
  const lines = (room?: number) =>
    table(
      ['NAME', 'NEXT'],
      [
        ['日本語', 'x'],
        ['x'.repeat(60), 'y'],
      ],
      room,
    ).split('\n')
  const [, first = '', second = ''] = lines(50)
  assert.ok(first.startsWith('日本語'))
  assert.equal(second, `${'x'.repeat(43)}…  y`)
  assert.equal(lines(80)[2], `${'x'.repeat(60)}  y`)
  assert.equal(lines()[2], `${'x'.repeat(60)}  y`)
  assert.equal(lines(10)[2], `${'x'.repeat(35)}…  y`, 'an id is never cut')
})

test('facts without a value are left out, several lines stand under each other', () => {
  assert.equal(
    facts([
      ['a', 'one\ntwo'],
      ['long', null],
      ['bb', 'x'],
    ]),
    'a   one\n    two\nbb  x',
  )
})

test('how long ago is told in whole steps', () => {
  const now = Date.UTC(2026, 0, 10)
  const before = (ms: number) => new Date(now - ms).toISOString()
  assert.deepEqual(
    [null, before(0), before(61_000), before(7_200_000), before(200_000_000)].map((at) => ago(at, now)),
    ['never', 'just now', '1 min ago', '2 h ago', '2 d ago'],
  )
})
