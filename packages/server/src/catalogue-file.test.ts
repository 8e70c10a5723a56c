import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCatalogue } from './catalogue-file.ts'

const YAML = `
openapi: 3.1.0
info: { title: Billing, version: '1' }
paths:
  /invoices:
    get: { tags: [invoices], operationId: invoices/list, summary: List invoices, responses: {} }
  /invoices/{id}:
    delete: { tags: [invoices], operationId: invoices/delete, summary: Delete an invoice, responses: {} }
`
const files = (entries: Record<string, string>) => (path: string) =>
  new Map(Object.entries(entries).map(([name, text]) => [join('/etc', name), text])).get(path)
const read = (list: unknown, others: Record<string, string> = {}) =>
  readCatalogue('/etc/apis.json', files({ 'apis.json': JSON.stringify(list), ...others }))

test('[B4] an entry that points at an OpenAPI description becomes its operations, found beside the catalogue file', () => {
  const { apis, notes } = read([{ slug: 'billing', openapi: './billing.yaml', hosts: ['b.example'] }], {
    'billing.yaml': YAML,
  })
  assert.deepEqual(notes, [])
  assert.equal(apis[0]?.slug, 'billing')
  assert.deepEqual(apis[0]?.hosts, ['b.example'])
  const actions = apis[0]?.resources.flatMap(({ name, actions }) =>
    actions.map((action) => [`${name}:${action.name}`, action.access, action.routes?.[0]?.path]),
  )
  assert.deepEqual(actions, [
    ['invoices:list', 'read', '/invoices'],
    ['invoices:delete', 'write', '/invoices/{id}'],
  ])
})

const faults: [what: string, list: unknown, others: Record<string, string>, says: RegExp][] = [
  [
    'a description that is not there',
    [{ slug: 'b', openapi: 'gone.yaml' }],
    {},
    /no OpenAPI description .*gone\.yaml/,
  ],
  ['half a description', [{ slug: 'b', openapi: 'b.json' }], { 'b.json': YAML.slice(0, 90) }, /b\.json/],
  [
    'Swagger 2',
    [{ slug: 'b', openapi: 'b.json' }],
    { 'b.json': '{"swagger":"2.0"}' },
    /b\.json: swagger: This is Swagger 2/,
  ],
  [
    'an unknown field',
    [{ slug: 'b', openapi: 'b.json', colour: 1 }],
    { 'b.json': YAML },
    /0\.colour: unknown field/,
  ],
]
for (const [what, list, others, says] of faults)
  test(`a catalogue with ${what} says which file and what to do`, () => {
    assert.throws(() => read(list, others), { code: 'catalogue_invalid', message: says })
  })
