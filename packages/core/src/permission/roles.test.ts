import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RoleId } from '@keyward/contract'
import { composeCatalogue } from '../../test/compose-catalogue.ts'
import { indexOf } from '../catalogue/index-of.ts'
import { expandRule } from './expand.ts'
import { BUILT_IN_ROLES, builtInRole } from './roles.ts'

const action = (name: string, access: 'read' | 'write') => ({ name, label: name, access })
const actions = [action('find', 'read'), action('delete', 'write')]
const index = indexOf(
  composeCatalogue(
    [{ slug: 'notes', name: 'Notes', resources: [{ name: 'notes', label: 'Notes', actions }] }],
    1,
  ),
)
const held = (id: string, home = false) => {
  const rule = builtInRole(RoleId.parse(id))?.rule
  assert.ok(rule)
  return [...expandRule(rule, index, home)].sort()
}

test('roles stand least-privileged first, each within the next', () => {
  assert.deepEqual(
    BUILT_IN_ROLES.map(({ id }) => id),
    ['viewer', 'developer', 'admin', 'owner'],
  )
  for (const [at, { id }] of BUILT_IN_ROLES.entries()) {
    const next = BUILT_IN_ROLES[at + 1]
    if (next) assert.ok(held(id).every((each) => held(next.id).includes(each)))
  }
})

test('a viewer reads the product and sees their own tokens', () => {
  assert.deepEqual(held('viewer', true), ['keyward/personal-tokens:read', 'notes/notes:find'])
})

test('a developer does all of the product, manages their own tokens and sees the organisation’s', () => {
  assert.deepEqual(held('developer', true), [
    'keyward/api-tokens:read',
    'keyward/personal-tokens:create',
    'keyward/personal-tokens:delete',
    'keyward/personal-tokens:read',
    'keyward/personal-tokens:regenerate',
    'keyward/personal-tokens:revoke',
    'keyward/personal-tokens:update',
    'notes/notes:delete',
    'notes/notes:find',
  ])
})

test('admin and owner hold everything that their organisation may', () => {
  for (const id of ['admin', 'owner']) {
    assert.deepEqual(held(id, true), [...index.all].sort())
    assert.deepEqual(held(id, false), [...index.all].filter((each) => !index.homeOnly.has(each)).sort())
  }
})

test('a role that does not exist has no rule', () => {
  for (const id of ['root', 'constructor', 'own', 'owner-2'])
    assert.equal(builtInRole(RoleId.parse(id)), undefined)
})

test('each role is described in one sentence', () => {
  for (const { name, description } of BUILT_IN_ROLES) {
    assert.match(name, /^[A-Z][a-z]+$/)
    assert.match(description, /^[A-Z][^.]+\.$/)
  }
})
