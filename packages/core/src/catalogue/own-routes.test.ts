import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Operation, operations, permission } from '@keyward/contract'
import { MANAGEMENT } from './management.ts'
import { ownNeeds } from './own-routes.ts'

const OPERATIONS: [string, Operation][] = Object.entries(operations)
const sample = (path: string) => path.replaceAll(/\{\w+\}/g, '7Hd2mQx4Lp9Rt3Vz')

test('[B4] every operation of Keyward’s own API maps to its permissions through the route matcher', () => {
  for (const [name, { method, path, authority }] of OPERATIONS) {
    const needs = typeof authority === 'string' ? [] : authority
    assert.deepEqual(ownNeeds(method, sample(path)), needs, name)
    assert.deepEqual(ownNeeds(method, `${sample(path)}?a=/../b`), needs, name)
  }
})

test('[B4] Keyward’s own plane stands in the grid with the routes that each permission opens', () => {
  const inGrid = MANAGEMENT.resources.flatMap(({ name: resource, actions }) =>
    actions.flatMap(({ name, routes }) =>
      routes.map(({ method, path }) => `${permission('keyward', resource, name)} ${method} ${path}`),
    ),
  )
  const declared = OPERATIONS.flatMap(([, { method, path, authority }]) =>
    typeof authority === 'string' ? [] : authority.map((each) => `${each} ${method} ${path}`),
  )
  assert.deepEqual(inGrid.sort(), declared.sort())
})

test('a request of Keyward’s own API that can be read in two ways, or is none of it, is refused as any other', () => {
  for (const target of [
    '/v1/tokens%2fx',
    '//v1/tokens',
    '/v1/x/../tokens',
    '/V1/tokens',
    '/v1/tokens/',
    '/v1/other',
  ])
    assert.throws(() => ownNeeds('GET', target), { code: 'route_unmapped' }, target)
  assert.throws(() => ownNeeds('PUT', '/v1/tokens'), { code: 'route_unmapped' })
})
