import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Member, Membership, Permission, Role, RoleId } from '@keyward/contract'
import { decideMemberActs, whyNotAssign } from './member-acts.ts'

const EVERY = ['update', 'deactivate', 'remove'].map((action) => `keyward/members:${action}` as Permission)
const me = (role: string, permissions = EVERY) =>
  ({
    memberId: 'mem_1',
    role: { id: role, name: role },
    permissions,
    organization: { contact: null },
  }) as unknown as Membership
const member = (role: string, status: Member['status'] = 'active') =>
  ({ id: 'mem_2', name: 'Bo', role: { id: role, name: role }, status }) as Member
const role = (id: string, assignable: boolean) => ({ id: id as RoleId, assignable }) as Role

test('whoever lacks the right is told which, and whom to ask', () => {
  const acts = decideMemberActs(member('viewer'), me('viewer', []), 2, [])
  assert.match(acts.changeRole ?? '', /keyward\/members:update.*Ask an organisation admin/)
  assert.match(acts.deactivate ?? '', /keyward\/members:deactivate/)
  assert.match(acts.remove ?? '', /keyward\/members:remove/)
})

test('the last Owner is kept, and only Owners touch an Owner', () => {
  const allowed = { changeRole: undefined, deactivate: undefined, reactivate: undefined, remove: undefined }
  assert.deepEqual(decideMemberActs(member('owner'), me('owner'), 2, []), allowed)
  assert.match(decideMemberActs(member('owner'), me('owner'), 1, []).remove ?? '', /only active Owner/)
  assert.match(decideMemberActs(member('owner'), me('admin'), 2, []).deactivate ?? '', /Only an Owner/)
  assert.deepEqual(decideMemberActs(member('owner', 'deactivated'), me('owner'), 1, []), allowed)
})

test('nobody gives, or gives back, a role above their own', () => {
  const above = role('big', false)
  assert.match(whyNotAssign(above, me('admin')) ?? '', /more than your own role/)
  assert.match(whyNotAssign(role('owner', false), me('admin')) ?? '', /Only an Owner/)
  assert.equal(whyNotAssign(role('viewer', true), me('admin')), undefined)
  const gone = member('big', 'deactivated')
  assert.match(decideMemberActs(gone, me('admin'), 2, [above]).reactivate ?? '', /more than your own/)
})
