// One declaration, every surface: what the contract declares, REST and GraphQL serve, OpenAPI describes and the client calls.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '@keyward/client'
import { type Operation, type OperationName, operations } from '@keyward/contract'
import { OPERATION_DOCS } from '@keyward/contract/docs'
import { fieldName } from '../packages/server/src/graphql/names.ts'
import { leftOut } from '../packages/server/src/graphql/schema.ts'
import { query } from '../packages/server/test/graphql.ts'
import { openSetUpServer } from '../packages/server/test/house.ts'

const NAMES = Object.keys(operations) as OperationName[]
const declared = (name: OperationName): Operation => operations[name]
const sample = (path: string) => path.replaceAll(/\{\w+\}/g, '0000000000000000')

test('[B15] every operation is served over REST at its method and path', async (t) => {
  const { app, ask } = await openSetUpServer(t)
  for (const name of NAMES) {
    const { method, path } = declared(name)
    assert.ok(app.hasRoute({ method, url: path.replaceAll(/\{(\w+)\}/g, ':$1') }), name)
    const { body } = await ask(method, sample(path), { body: {} })
    assert.ok(!['route_unknown', 'method_not_allowed'].includes(body?.code), `${name}: ${body?.code}`)
  }
})

test('[B15] every operation is described in OpenAPI with its name, docstring, input, output and errors, and nothing else is', async (t) => {
  const { ask } = await openSetUpServer(t)
  const { body: document } = await ask('GET', '/openapi.json')
  assert.equal(document.openapi, '3.1.0')
  const described: string[] = []
  for (const methods of Object.values<Record<string, { operationId: string }>>(document.paths))
    for (const { operationId } of Object.values(methods)) described.push(operationId)
  assert.deepEqual(described.sort(), [...NAMES].sort())
  for (const name of NAMES) {
    const { method, path, body, query, params, success = 200, errors, authority } = declared(name)
    const operation = document.paths[path][method.toLowerCase()]
    assert.equal(operation.summary, OPERATION_DOCS[name].summary)
    assert.equal(operation.requestBody !== undefined, body !== undefined, name)
    const named = (operation.parameters ?? []).filter(
      (parameter: { in: string }) => parameter.in !== 'header',
    )
    assert.deepEqual(
      named.map((parameter: { name: string }) => parameter.name),
      Object.keys({ ...params?.shape, ...query?.shape }),
      name,
    )
    assert.ok(success in operation.responses, name)
    const told = JSON.stringify(operation.responses)
    for (const code of errors) assert.ok(told.includes(`\`${code}\``), `${name}: ${code}`)
    assert.equal(operation.security.length > 0, authority !== 'none', name)
  }
})

test('the OpenAPI document points at nothing that is missing, and holds nothing that is not pointed at', async (t) => {
  const { ask } = await openSetUpServer(t)
  const { body: document, text } = await ask('GET', '/openapi.json')
  const pointers = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name)
  assert.deepEqual([...new Set(pointers)].sort(), Object.keys(document.components.schemas).sort())
  assert.equal([...text.matchAll(/"\$ref":/g)].length, pointers.length)
})

test('[B15] every operation is a method of the client', () => {
  const client: Record<string, unknown> = { ...createClient({ baseUrl: 'http://localhost:4117' }) }
  for (const name of NAMES) assert.equal(typeof client[name], 'function', name)
})

test('[B15] every operation is a field of GraphQL, or is left out with a reason', async (t) => {
  const house = await openSetUpServer(t)
  const asked =
    '{ __schema { queryType { fields { ...F } } mutationType { fields { ...F } } } } fragment F on __Field { name description }'
  const { body } = await query(house, asked, { as: house.owner })
  const { queryType, mutationType } = body.data.__schema
  const described = [...queryType.fields, ...mutationType.fields]
  const served = NAMES.filter((name) => leftOut(name) === undefined)
  assert.deepEqual(described.map(({ name }) => name).sort(), served.map(fieldName).sort())
  for (const name of served) {
    const { summary } = OPERATION_DOCS[name]
    assert.ok(
      described.some((field) => field.name === fieldName(name) && field.description.startsWith(summary)),
      name,
    )
  }
  const reasons = new Map(
    NAMES.filter((name) => leftOut(name)).map((name) => [name, declared(name).authority]),
  )
  reasons.delete('exportAuditLog')
  assert.deepEqual([...new Set(reasons.values())], ['none'])
})
