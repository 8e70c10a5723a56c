import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Permission, Role } from '@keyward/contract'
import { draftOfRole, EMPTY_ROLE, toRoleChange, toRule } from './role-draft.ts'

const FIND = 'notes/notes:find' as Permission
const READ = 'keyward/api-tokens:read' as Permission
const role = {
  id: 'role_1',
  name: 'Publisher',
  description: '',
  rule: { product: 'read', management: [READ] },
  permissions: [FIND, READ],
} as unknown as Role

test('what is ticked goes to the plane it belongs to, and a wider choice stands for itself', () => {
  assert.deepEqual(toRule({ ...EMPTY_ROLE, ticked: [READ, FIND] }), { product: [FIND], management: [READ] })
  assert.deepEqual(toRule({ ...EMPTY_ROLE, product: 'all', ticked: [READ, FIND] }), {
    product: 'all',
    management: [READ],
  })
})

test('only what differs is sent, and a role that nobody touched sends nothing', () => {
  const draft = draftOfRole(role)
  assert.deepEqual(toRoleChange(draft, role), {})
  assert.deepEqual(toRoleChange({ ...draft, name: ' Publisher ' }, role), {})
  assert.deepEqual(toRoleChange({ ...draft, name: 'Writer', product: 'list' }, role), {
    name: 'Writer',
    rule: { product: [FIND], management: [READ] },
  })
})
