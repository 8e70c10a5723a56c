import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeJsonBody, parseJsonBody } from './json-body.ts'

test('every JSON value is read as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      assert.deepEqual(parseJsonBody(JSON.stringify(value, undefined, 1)), JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('an empty body is no body', () => {
  assert.equal(parseJsonBody(' \n'), undefined)
})

const FAULTS: [text: string, path: string][] = [
  ['{"a":1,"a":1}', 'a'],
  ['{"a":1,"b":{"c":[0,{"d":1,"d":2}]}}', 'b.c.1.d'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"x":"{\\"a\\":1,","x":1}', 'x'],
]
for (const [text, path] of FAULTS)
  test(`a field that comes twice is named: ${text}`, () => {
    assert.throws(() => parseJsonBody(text), {
      code: 'request_invalid',
      details: {
        detail: `${path}: this field came twice`,
        fields: [{ path, message: 'this field came twice' }],
      },
    })
  })

for (const text of [
  '{"a":1,"b":{"a":1}}',
  '[{"a":1},{"a":1}]',
  '{"a":"b","b":"a"}',
  '{"a":["a","a"]}',
  '{"a":"\\"a\\":1, \\"a\\":2"}',
])
  test(`the same word elsewhere is no second field: ${text}`, () => {
    assert.deepEqual(parseJsonBody(text), JSON.parse(text))
  })

for (const text of [
  '{',
  '{"a":}',
  "{'a':1}",
  '{"a":1}}',
  'NaN',
  '{"a":1,}',
  '\u0000',
  '"\u0001"',
  '['.repeat(1000),
])
  test(`what is not JSON is refused: ${JSON.stringify(text.slice(0, 12))}`, () => {
    assert.throws(() => parseJsonBody(text), { code: 'request_invalid' })
  })

test('what is nested too deep is refused', () => {
  assert.throws(() => parseJsonBody(`${'['.repeat(65)}${']'.repeat(65)}`), { code: 'request_invalid' })
  assert.doesNotThrow(() => parseJsonBody(`${'['.repeat(64)}${']'.repeat(64)}`))
})

test('bytes that are not UTF-8 are refused', () => {
  assert.throws(() => decodeJsonBody(Buffer.from([0x22, 0xff, 0x22])), { code: 'request_invalid' })
})

test('an object of more fields than any request has is refused', () => {
  const fields = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]))
  assert.doesNotThrow(() => parseJsonBody(JSON.stringify(fields(1000))))
  assert.throws(() => parseJsonBody(JSON.stringify({ a: fields(1001) })), {
    message: 'a: more than 1000 fields',
  })
})
