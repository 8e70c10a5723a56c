import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitsPieces, parseTemplate, shapeOf } from './template.ts'

const SHAPES: Record<string, string> = {
  '/': '',
  '/notes': 'notes',
  '/notes/': 'notes/',
  '/notes/{id}': 'notes/{}',
  '/a/{base}...{head}': 'a/{}...{}',
  '/{file}.json': '{}.json',
  '/{a}{b}': '{}{}',
  '/contents/{+path}': 'contents/{+}',
  '/commits/{+ref}/status': 'commits/{+}/status',
  '/v1/{name}:cancel': 'v1/{}%3Acancel',
  '/caf%C3%A9/{x}': 'caf%C3%A9/{}',
  '/café/{x}': 'caf%C3%A9/{}',
}
for (const [path, shape] of Object.entries(SHAPES))
  test(`${path} is read as a template`, () => {
    const parsed = parseTemplate(path)
    assert.ok('template' in parsed, JSON.stringify(parsed))
    assert.equal(shapeOf(parsed.template), shape)
  })

const FAULTS: Record<string, RegExp> = {
  notes: /starts with \//,
  '//notes': /no empty segment/,
  '/a//b': /no empty segment/,
  '/a/{id': /`\{id` is not a whole parameter/,
  '/a/id}': /not a whole parameter/,
  '/a/{}': /not a whole parameter/,
  '/a/{{id}}': /not a whole parameter/,
  '/a/../b': /no segment that a request can carry/,
  '/a/./b': /no segment that a request can carry/,
  '/a/%2e%2e': /no segment that a request can carry/,
  '/a/b%2fc': /no segment that a request can carry/,
  '/a/b%5cc': /no segment that a request can carry/,
  '/a;v=1': /no segment that a request can carry/,
  '/a\\b': /no segment that a request can carry/,
  '/a/%zz': /no segment that a request can carry/,
  '/a/%00': /no segment that a request can carry/,
  '/a?b={c}': /routes ignore the query/,
  '/a#b': /routes ignore the query/,
  '/{+a}/{+b}': /only one parameter/,
  '/x{+a}': /shares its segment/,
}
for (const [path, fault] of Object.entries(FAULTS))
  test(`${path} is refused as a template, and told why`, () => {
    const parsed = parseTemplate(path)
    assert.match('fault' in parsed ? parsed.fault : 'read', fault)
  })

const FITS: [pieces: string[], fits: string[], not: string[]][] = [
  [
    ['', '.json'],
    ['a.json', 'a.json.json', '..json'],
    ['.json', 'a.jso', 'a.json5'],
  ],
  [
    ['', '...', ''],
    ['a...b', 'a...b...c', '....x'],
    ['...b', 'a...', 'a..b', '...'],
  ],
  [
    ['', '', ''],
    ['ab', 'abc'],
    ['a', ''],
  ],
  [
    ['a', 'a'],
    ['axa', 'aaa'],
    ['aa', 'a'],
  ],
  [
    ['v', '-', ''],
    ['v1-2', 'v--2'],
    ['v-2', 'v1-'],
  ],
]
for (const [pieces, fits, not] of FITS)
  test(`a segment of the pieces ${pieces.join('{}')} has something for each parameter`, () => {
    for (const text of fits) assert.ok(fitsPieces(pieces, text), text)
    for (const text of not) assert.ok(!fitsPieces(pieces, text), text)
  })
