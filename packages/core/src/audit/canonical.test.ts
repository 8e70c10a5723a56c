import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonical } from './canonical.ts'
import type { Json } from './event.ts'

const json = fc.jsonValue() as fc.Arbitrary<Json>

test('a value has one text: keys sorted, no whitespace, text as it is', () => {
  assert.equal(
    canonical({ b: [1, -0, 1e21, null, true], a: { é: '\u0065\u0301', '"': '\u2028\n', '': 0.1 } }),
    '{"a":{"":0.1,"\\"":"\u2028\\n","é":"e\u0301"},"b":[1,0,1e+21,null,true]}',
  )
  assert.equal(canonical({ 10: 1, 9: 2, a: 3, B: 4 }), '{"10":1,"9":2,"B":4,"a":3}')
})

test('the order in which keys were set leaves no trace', () => {
  const reversed = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(reversed)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, member]) => [key, reversed(member)]),
    )
  }
  fc.assert(fc.property(json, (value) => assert.equal(canonical(value), canonical(reversed(value)))))
})

test('the text is JSON for the same value, and its own canonical text', () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = canonical(value)
      assert.equal(text, canonical(JSON.parse(text)))
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('what JSON would drop or change is refused', () => {
  const values: unknown[] = [undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, Symbol('s')]
  for (const value of values)
    for (const place of [value, [value], { key: value }])
      assert.throws(() => canonical(place as Json), TypeError)
})
