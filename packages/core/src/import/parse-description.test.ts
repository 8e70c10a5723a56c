import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeywardError } from '@keyward/contract'
import { importDescription } from './import-description.ts'
import { parseDescription } from './parse-description.ts'

const YAML = `openapi: 3.0.3
info: { title: Notes }
paths:
  /notes:
    get: &look
      operationId: find
      responses: { 200: { description: fine } }
`

function refusal(text: string): string {
  try {
    parseDescription(text)
  } catch (error) {
    assert.ok(error instanceof KeywardError, String(error))
    assert.equal(error.code, 'catalogue_invalid')
    return error.message
  }
  return 'parsed'
}

test('JSON and YAML of one description make one API, with or without a byte order mark', () => {
  const fromYaml = importDescription(YAML, { slug: 'notes' })
  const json = `\ufeff\n ${JSON.stringify(parseDescription(YAML))}`
  assert.deepEqual(importDescription(json, { slug: 'notes' }), fromYaml)
  assert.deepEqual(fromYaml.api.resources[0]?.actions[0]?.routes, [{ method: 'GET', path: '/notes' }])
})

const BROKEN: Record<string, [text: string, says: RegExp]> = {
  nothing: [' \n', /empty/],
  'JSON cut in half': ['{"openapi": "3.0.0",\n "paths": {\n  "/a": {', /^line 3: .*cut off/],
  'JSON cut within a text': ['{"openapi": "3.0.0",\n "pat', /^line 2: Unterminated string/],
  'JSON with a word astray': ['{"openapi": "3.0.0",\n "paths": oops}', /^line 2: Unexpected token 'o'/],
  'JSON with a comma too many': ['{"a": 1,\n}', /^line 2: /],
  'JSON and more': ['{"a": 1}\n\n{"b": 2}', /^line 3: /],
  'YAML that is indented wrongly': ['openapi: 3.0.0\npaths:\n  /a: {}\n /b: {}\n', /^line 4: /],
  'YAML cut within a text': ['openapi: 3.0.0\ninfo:\n  title: "Not', /^line 3: /],
  'YAML with tabs': ['a:\n\tb: 1\n', /^line 2: /],
  'a key twice': ['paths:\n  /a: {}\n  /b: {}\n  /a: {}\n', /^line 4: `\/a` stands twice/],
  'two YAML documents': ['a: 1\n---\nb: 2\n', /^line \d+: /],
  'an alias of nothing': ['a: 1\nb: *c\n', /^line 2: the alias `\*c` names nothing/],
}
for (const [what, [text, says]] of Object.entries(BROKEN))
  test(`${what} is refused, with the line where it breaks`, () => assert.match(refusal(text), says))

test('a YAML bomb is refused before it goes off', () => {
  const levels = Array.from(
    { length: 12 },
    (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`,
  )
  const start = process.cpuUsage()
  assert.match(refusal(`a0: &a0 [lol]\n${levels.join('\n')}\n`), /through YAML aliases too often/)
  assert.ok(process.cpuUsage(start).user < 2_000_000)
})

test('ordinary aliases are read, also many', () => {
  assert.deepEqual(parseDescription('a: &x { b: 1 }\nc: *x\n'), { a: { b: 1 }, c: { b: 1 } })
  const many = Array.from({ length: 500 }, (_, at) => `k${at}: *x`).join('\n')
  assert.deepEqual(Object.keys(parseDescription(`a: &x { b: 1 }\n${many}`) as object).length, 501)
})

test('more than 32 MB is refused unread', () => {
  assert.match(refusal(`{"x": "${'x'.repeat(40 * 1024 * 1024)}"}`), /has 40 MB; at most 32 MB are read/)
})

test('deep nesting is refused or read, and breaks nothing', () => {
  const depth = 100_000
  assert.match(refusal(`a: ${'['.repeat(depth)}${']'.repeat(depth)}`), /nested too deeply/)
  const json = `{"openapi":"3.0.0","paths":{"/a":{"get":{"x":${'['.repeat(depth)}${']'.repeat(depth)}}}}}`
  assert.equal(importDescription(json, { slug: 'x' }).operations, 1)
})

test('a mapping of many keys costs what its length does', () => {
  const text = Array.from({ length: 50_000 }, (_, at) => `k${at}: 1`).join('\n')
  const start = process.cpuUsage()
  assert.equal(Object.keys(parseDescription(text) as object).length, 50_000)
  assert.ok(process.cpuUsage(start).user < 10_000_000)
})

test('a key that looks like a prototype stays a key', () => {
  for (const text of ['__proto__: { polluted: 1 }\nb: 2\n', '{"__proto__": {"polluted": 1}, "b": 2}']) {
    const parsed = parseDescription(text) as object
    assert.deepEqual(Object.keys(parsed), ['__proto__', 'b'])
    assert.equal('polluted' in parsed, false)
  }
})
