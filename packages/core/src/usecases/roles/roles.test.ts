import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoleRuleInput } from '@keyward/contract'
import { type House, openHouse } from '../../../test/house.ts'

const FIND = 'notes/notes:find'
const CREATE = 'notes/notes:create'
const OWN_TOKENS = ['keyward/personal-tokens:read', 'keyward/personal-tokens:create']
const rule = (product: string[] | 'all' | 'read', management: string[] | 'all' = OWN_TOKENS) =>
  ({ product, management }) as RoleRuleInput

const create = ({ keyward, host }: House, name = 'Publisher', wanted = rule([FIND, CREATE])) =>
  keyward.createRole(host, { name, rule: wanted })
const outcome = async (keyward: House['keyward'], text: string, need = CREATE) => {
  const verdict = await keyward.verify(text, { need: need as typeof FIND })
  return verdict.valid ? 'valid' : verdict.code
}

test('[A3] a token with a role may do what the role allows, as it stands at each call', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const role = await create(house)
  const { plaintext, token } = await keyward.generateToken(host, {
    name: 'ci',
    owner: 'organization',
    access: { kind: 'role', role: role.id },
  })
  assert.deepEqual(token.permissions, [...OWN_TOKENS, CREATE, FIND].sort())
  assert.equal(await outcome(keyward, plaintext), 'valid')
  const narrowed = await keyward.updateRole(host, { roleId: role.id, rule: rule([FIND]) })
  assert.ok(narrowed.receipt)
  assert.equal(await outcome(keyward, plaintext), 'permission_missing')
  assert.equal(await outcome(keyward, plaintext, FIND), 'valid')
  const widened = await keyward.updateRole(host, { roleId: role.id, rule: rule('all') })
  assert.equal(widened.receipt, null)
  assert.equal(await outcome(keyward, plaintext), 'valid')
})

test('narrowing a role is in force on every verifier when it returns, for tokens that carry it and for its members’ own', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const other = await house.another()
  const { id: roleId } = await create(house)
  const ann = await house.person(roleId, 'ann')
  const carried = await keyward.generateToken(host, {
    name: 'carried',
    owner: 'organization',
    access: { kind: 'role', role: roleId },
  })
  const owned = await keyward.generateToken(ann, {
    name: 'owned',
    access: { kind: 'custom', scopes: [CREATE as never] },
  })
  for (let round = 0; round < 50; round++) {
    for (const verifier of [keyward, other])
      for (const { plaintext } of [carried, owned])
        assert.equal(await outcome(verifier, plaintext), 'valid', `round ${round}`)
    await keyward.updateRole(host, { roleId, rule: rule([FIND]) })
    for (const verifier of [other, keyward])
      for (const { plaintext } of [carried, owned])
        assert.equal(await outcome(verifier, plaintext), 'permission_missing', `round ${round}`)
    await keyward.updateRole(host, { roleId, rule: rule([FIND, CREATE]) })
  }
})

test('[R2] whoever may read only a part has read-only tokens for that part', async (t) => {
  const house = await openHouse(t)
  const { id: roleId } = await create(house)
  const ann = await house.person(roleId, 'ann')
  const { token } = await house.keyward.generateToken(ann, { name: 'the name alone' })
  assert.deepEqual([token.access.kind, token.permissions], ['read_only', [FIND]])
  await assert.rejects(house.keyward.generateToken(ann, { name: 'x', access: { kind: 'full_access' } }), {
    code: 'scope_exceeds_rights',
  })
})

test('nobody makes or widens a role past their own rights, now or as the catalogue grows', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const steward = await create(
    house,
    'Steward',
    rule([FIND], ['keyward/roles:create', 'keyward/roles:update', 'keyward/roles:read']),
  )
  const ann = await house.person(steward.id, 'ann')
  for (const [wanted, path] of [
    [rule([CREATE], []), 'rule'],
    [rule([FIND], ['keyward/members:remove']), 'rule'],
    [rule('all', []), 'rule'],
    [rule([FIND], 'all'), 'rule'],
    [rule('read', []), 'rule'],
  ] as const)
    await assert.rejects(
      keyward.createRole(ann, { name: 'x', rule: wanted }),
      (error: { code: string; details: { fields: { path: string }[] } }) => {
        assert.equal(error.code, 'scope_exceeds_rights')
        assert.ok(error.details.fields[0]?.path.startsWith(path))
        return true
      },
    )
  const small = await keyward.createRole(ann, { name: 'Small', rule: rule([FIND], ['keyward/roles:read']) })
  assert.deepEqual([small.grantable, small.assignable], [true, true])

  const wide = await create(house, 'Wide', rule('all', 'all'))
  await keyward.updateRole(ann, { roleId: wide.id, name: 'Still wide' })
  await keyward.updateRole(ann, { roleId: wide.id, rule: rule('read', 'all') })
  await assert.rejects(keyward.updateRole(ann, { roleId: wide.id, rule: rule('all', 'all') }), {
    code: 'scope_exceeds_rights',
  })
  await assert.rejects(keyward.updateRole(ann, { roleId: steward.id, rule: rule('read', 'all') }), {
    code: 'scope_exceeds_rights',
  })
  const reader = await keyward.generateToken(host, {
    name: 'reader',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/roles:read' as never] },
  })
  await assert.rejects(
    keyward.createRole(await keyward.actorOf(reader.plaintext), { name: 'y', rule: rule([], []) }),
    {
      code: 'permission_missing',
    },
  )
})

test('a rule that follows the catalogue may only be given by who holds one that does', async (t) => {
  const house = await openHouse(t)
  const everything = ['notes/*:*']
  const lister = await create(house, 'Lister', rule(everything, ['keyward/roles:create']))
  const ann = await house.person(lister.id, 'ann')
  const all = await house.keyward.createRole(ann, { name: 'List', rule: rule(everything, []) })
  assert.equal(all.permissions.length, 5)
  await assert.rejects(house.keyward.createRole(ann, { name: 'Future', rule: rule('all', []) }), {
    code: 'scope_exceeds_rights',
    message: /grow with the catalogue/,
  })
})

test('[A3] a role that a member or a live token has cannot be deleted, and the refusal says how many', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const role = await create(house)
  const ann = await house.person(role.id, 'ann')
  const { token } = await keyward.generateToken(host, {
    name: 'ci',
    owner: 'organization',
    access: { kind: 'role', role: role.id },
  })
  assert.deepEqual((await keyward.getRole(host, { roleId: role.id })).use, {
    members: 1,
    invitations: 0,
    tokens: 1,
  })
  await assert.rejects(keyward.deleteRole(host, { roleId: role.id }), {
    code: 'role_in_use',
    message: /1 member, 1 live API token/,
  })
  const carrying = await keyward.listTokens(host, { role: role.id })
  assert.deepEqual(
    carrying.tokens.map(({ name }) => name),
    ['ci'],
  )
  await house.person('viewer', 'ann')
  await assert.rejects(keyward.deleteRole(host, { roleId: role.id }), { code: 'role_in_use' })
  await keyward.revokeToken(host, { tokenId: token.id })
  assert.deepEqual(await keyward.deleteRole(host, { roleId: role.id }), { id: role.id })
  await assert.rejects(keyward.getRole(host, { roleId: role.id }), { code: 'role_not_found' })
  await assert.rejects(keyward.reinstateToken(host, { tokenId: token.id }), { code: 'role_unknown' })
  await assert.rejects(keyward.generateToken(ann, { name: 'x', access: { kind: 'role', role: role.id } }), {
    code: 'permission_missing',
  })
})

test('a role of another organisation looks like none, wherever it is named', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const other = await keyward.organizations.put({ externalId: 'other', name: 'Other' })
  const stranger = { kind: 'host', organizationId: other.id, name: 'test' } as const
  const { id } = await create(house)
  for (const roleId of [id, 'role_00000000000000000000000000000000'] as never[]) {
    await assert.rejects(keyward.getRole(stranger, { roleId }), { code: 'role_not_found' })
    await assert.rejects(keyward.updateRole(stranger, { roleId, name: 'x' }), { code: 'role_not_found' })
    await assert.rejects(keyward.previewRole(stranger, { roleId, rule: rule([]) }), {
      code: 'role_not_found',
    })
    await assert.rejects(keyward.deleteRole(stranger, { roleId }), { code: 'role_not_found' })
    await assert.rejects(
      keyward.generateToken(stranger, {
        name: 'x',
        owner: 'organization',
        access: { kind: 'role', role: roleId },
      }),
      { code: 'role_unknown' },
    )
    await assert.rejects(
      keyward.members.put({ organization: 'other', externalId: 'x', name: 'X', role: roleId } as never),
      { code: 'role_unknown' },
    )
  }
  assert.ok((await keyward.listRoles(host, {})).roles.some((role) => role.id === id))
  assert.ok(!(await keyward.listRoles(stranger, {})).roles.some((role) => role.id === id))
})

test('built-in roles are never changed, and a name belongs to one role', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  for (const roleId of ['owner', 'admin', 'developer', 'viewer'] as never[]) {
    await assert.rejects(keyward.updateRole(host, { roleId, rule: rule([]) }), { code: 'role_built_in' })
    await assert.rejects(keyward.previewRole(host, { roleId, rule: rule([]) }), { code: 'role_built_in' })
    await assert.rejects(keyward.deleteRole(host, { roleId }), { code: 'role_built_in' })
  }
  const { id } = await create(house)
  for (const name of ['Publisher', ' PUBLISHER ', 'Owner', 'viewer'])
    await assert.rejects(create(house, name), { code: 'role_name_taken' })
  const second = await create(house, 'Second')
  await assert.rejects(keyward.updateRole(host, { roleId: second.id, name: 'publisher' }), {
    code: 'role_name_taken',
  })
  assert.equal((await keyward.updateRole(host, { roleId: id, name: 'publisher' })).role.name, 'publisher')
})

test('a change that was decided on an older revision is not made', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const { id: roleId, revision } = await create(house)
  const { role } = await keyward.updateRole(host, { roleId, description: 'one', revision })
  assert.equal(role.revision, 2)
  await assert.rejects(keyward.updateRole(host, { roleId, description: 'two', revision }), {
    code: 'role_changed',
  })
  await assert.rejects(keyward.updateRole(host, { roleId }), { code: 'request_invalid' })
})

test('[A3] the preview of a narrowing names the members and the tokens that would lose something, and no others', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const role = await create(house, 'Publisher', rule([FIND, CREATE], ['keyward/personal-tokens:*']))
  const ann = await house.person(role.id, 'ann')
  const access = { kind: 'role', role: role.id } as const
  await keyward.generateToken(host, { name: 'carries it', owner: 'organization', access })
  await keyward.generateToken(host, {
    name: 'other role',
    owner: 'organization',
    access: { kind: 'role', role: 'developer' as never },
  })
  const revoked = await keyward.generateToken(host, { name: 'revoked', owner: 'organization', access })
  await keyward.revokeToken(host, { tokenId: revoked.token.id })
  await keyward.generateToken(ann, { name: 'reads only' })
  const { plaintext } = await keyward.generateToken(ann, {
    name: 'writes',
    access: { kind: 'custom', scopes: [CREATE as never] },
  })
  await keyward.verify(plaintext, { address: '192.0.2.1' })
  await keyward.flush()
  const preview = await keyward.previewRole(host, {
    roleId: role.id,
    rule: rule([FIND, 'notes/tags:find'], ['keyward/personal-tokens:*']),
  })
  assert.deepEqual(preview, {
    gained: ['notes/tags:find'],
    lost: [CREATE],
    members: { count: 1, names: ['The ann'] },
    tokens: { count: 2, names: ['carries it', 'writes'], callers: 1, callsLastDay: 1 },
  })
})

test('[A3] roles are listed least-privileged first, and Owner is for people alone', async (t) => {
  const house = await openHouse(t)
  await create(house)
  const { roles } = await house.keyward.listRoles(house.host, {})
  assert.deepEqual(
    roles.map(({ name }) => name),
    ['Viewer', 'Publisher', 'Developer', 'Admin', 'Owner'],
  )
  const owner = roles.at(-1)
  assert.deepEqual([owner?.grantable, owner?.assignable], [false, true])
  const admin = await house.person('admin')
  const seen = (await house.keyward.listRoles(admin, {})).roles.at(-1)
  assert.deepEqual([seen?.grantable, seen?.assignable], [false, false])
  await assert.rejects(
    house.keyward.generateToken(house.host, {
      name: 'x',
      owner: 'organization',
      access: { kind: 'role', role: 'owner' as never },
    }),
    { code: 'scope_exceeds_rights' },
  )
})
