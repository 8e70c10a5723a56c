import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Api, operations, Permission } from '@keyward/contract'
import { composeCatalogue } from '../../test/compose-catalogue.ts'
import { indexOf } from './index-of.ts'
import { HOME_ONLY, MANAGEMENT } from './management.ts'

const PLANE = `
api-tokens: read create update regenerate revoke delete approve
personal-tokens: read create update regenerate revoke delete
member-tokens: read revoke delete
tokens: verify
members: read invite update deactivate remove
roles: read create update delete
audit-log: read export
settings: read update
webhooks: read update
catalogue: import
organizations: read create update
installation: read update`

const index = indexOf(composeCatalogue([], 1))

test('the management plane is exactly what it is documented to be', () => {
  const lines = MANAGEMENT.resources.map(
    ({ name, actions }) => `\n${name}: ${actions.map((action) => action.name).join(' ')}`,
  )
  assert.equal(lines.join(''), PLANE)
  assert.deepEqual(Api.parse(MANAGEMENT), MANAGEMENT)
})

test('what only looks is read, everything else is write', () => {
  for (const each of index.management)
    assert.equal(index.accessOf(each), /:(read|export|verify)$/.test(each) ? 'read' : 'write', each)
})

test('only what runs the installation is kept to the home organisation', () => {
  const expected = index.management.filter((each) => /\/(catalogue|organizations|installation):/.test(each))
  assert.deepEqual([...HOME_ONLY], expected)
})

test('every operation asks for a permission that exists', () => {
  for (const [name, { authority }] of Object.entries(operations))
    if (Array.isArray(authority))
      for (const each of authority)
        assert.ok(index.all.has(Permission.parse(each)), `${name} asks for ${each}`)
})
