import assert from 'node:assert/strict'
import { test } from 'node:test'
import { query } from './parts/graphql.ts'
import { type Asked, openSetUpServer, type SetUpHouse } from './parts/house.ts'

const TEAM = '/v1/organizations/by-external-id/team-7'
const ann = (changes: object = {}) => ({ name: 'Ann', role: 'developer', ...changes })

/** A token of the host's backend, which looks after organisations and nothing else. */
const backend = (house: SetUpHouse) =>
  house.holding('keyward/organizations:create', 'keyward/organizations:update', 'keyward/organizations:read')

test('[B22] a host provisions organisations and people by its own ids over REST, without e-mail or sign-in', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, keyward } = house
  const as = await backend(house)
  const put = (path: string, body: object) => ask('PUT', `${TEAM}${path}`, { as, body })
  const made = await put('', { name: 'Team Seven', contact: 'it@team.example' })
  assert.deepEqual(
    [made.status, made.body.externalId, made.body.home, made.body.members],
    [200, 'team-7', false, 0],
  )
  assert.deepEqual((await put('', { name: 'Team Seven' })).body, made.body)
  const person = await put('/members/ann', ann())
  assert.deepEqual(
    [
      person.body.member.externalId,
      person.body.member.email,
      person.body.member.signsIn,
      person.body.receipt,
    ],
    ['ann', null, false, null],
  )
  assert.deepEqual((await put('/members/ann', ann())).body.member, person.body.member)
  assert.equal((await ask('GET', `/v1/organizations/${made.body.id}`, { as })).body.members, 1)

  const actor = await keyward.members.actor({ organization: 'team-7', externalId: 'ann' })
  const own = await keyward.generateToken(actor, { name: 'own', revokeAtSignOut: true })
  const verdict = async (text: string) => (await ask('GET', '/v1/verify', { as: text })).body
  assert.deepEqual((await verdict(own.plaintext)).caller.owner.externalId, 'ann')
  const stopped = await put('/members/ann', ann({ active: false }))
  assert.ok(stopped.body.receipt)
  assert.equal((await verdict(own.plaintext)).code, 'owner_inactive')
  assert.ok(
    (await put('/members/ann', ann({ active: false }))).body.receipt,
    'asked again it is proven again',
  )
  await put('/members/ann', ann())
  assert.equal((await verdict(own.plaintext)).caller.tokenName, 'own')
  const out = await ask('POST', `${TEAM}/members/ann/signed-out`, { as })
  assert.deepEqual(out.body.revoked, [own.token.id])
  assert.equal((await verdict(own.plaintext)).code, 'token_revoked')

  const second = await keyward.generateToken(actor, { name: 'second' })
  const removed = await ask('DELETE', `${TEAM}/members/ann`, { as })
  assert.deepEqual([removed.status, removed.body.revoked], [200, [second.token.id]])
  assert.equal((await ask('DELETE', `${TEAM}/members/ann`, { as })).body.code, 'member_not_found')
})

test('[B22] provisioning takes its right at home, making one and amending another, and is told in the audit under its own name', async (t) => {
  const house = await openSetUpServer(t)
  const { ask } = house
  const creator = await house.holding('keyward/organizations:create')
  const amender = await house.holding('keyward/organizations:update')
  const put = (as: string, path = '') => ask('PUT', `${TEAM}${path}`, { as, body: { name: 'Team' } })
  assert.equal((await put(amender)).body.permission, 'keyward/organizations:create')
  assert.equal((await put(creator)).status, 200)
  const refused = await put(creator)
  assert.deepEqual([refused.status, refused.body.permission], [403, 'keyward/organizations:update'])
  assert.equal((await put(amender)).status, 200)
  assert.equal((await ask('PUT', `${TEAM}/members/ann`, { as: creator, body: ann() })).status, 403)
  const none = await house.holding('keyward/organizations:read')
  assert.equal((await put(none)).status, 403)
  assert.equal(
    (await ask('PATCH', `/v1/organizations/${house.organizationId}`, { as: none, body: { name: 'X' } }))
      .status,
    403,
  )

  const { id } = (await put(amender)).body
  const host = { kind: 'host', organizationId: id, name: 'test' } as const
  const { events } = await house.keyward.listAuditEvents(host, {})
  assert.deepEqual(
    [events[0]?.kind, events[0]?.actor.kind, events[0]?.actor.name],
    ['organization.put', 'token', 'holder'],
  )
})

const OWNED = /an Owner in person/

test('[B22] a provisioning token gives any role, Owner but once: the first, and by no repetition or revival another', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, keyward } = house
  const as = await backend(house)
  const put = (who: string, changes: object, by: NonNullable<Asked['as']> = as) =>
    ask('PUT', `${TEAM}/members/${who}`, { as: by, body: ann(changes) })
  const member =
    '{ putMember(input: {externalId: "team-7", memberExternalId: "eve", name: "Eve", role: "owner"}) { receipt { sequence } } }'
  await ask('PUT', TEAM, { as, body: { name: 'Team Seven' } })

  assert.equal((await put('ann', { role: 'owner' })).status, 200, 'the first Owner')
  assert.equal((await put('ann', { role: 'owner', name: 'Ann Lee' })).status, 200, 'the same person, renamed')
  for (const role of ['viewer', 'developer', 'admin'])
    assert.equal((await put('eve', { role })).body.member.role.id, role)

  const refused = await put('eve', { role: 'owner' })
  assert.deepEqual([refused.status, refused.body.code], [403, 'owner_required'])
  assert.match(refused.body.detail, OWNED)
  assert.equal(
    (await put('mel', { role: 'owner', active: false })).body.code,
    'owner_required',
    'not in waiting either',
  )
  const { body } = await query(house, `mutation ${member}`, { as })
  assert.equal(body.errors[0].extensions.code, 'owner_required')

  assert.equal((await put('eve', { role: 'owner' }, house.owner)).status, 200, 'an Owner at home, in person')
  assert.equal((await put('ann', { role: 'owner', active: false })).status, 200, 'anybody can be stopped')
  assert.equal((await put('ann', { role: 'owner' })).body.code, 'owner_required', 'an Owner is not revived')
  assert.equal((await put('eve', { role: 'viewer' })).body.code, 'last_owner')

  const host = { organization: 'team-7', externalId: 'mel', name: 'Mel', role: 'owner' }
  await keyward.members.put(host)
  assert.equal((await keyward.members.actor(host)).kind, 'member', 'the embedding program decides for itself')
})

test('[B22] at home nobody is given a role past the rights of whoever provisions them', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, keyward, owner } = house
  const home = '/v1/organizations/by-external-id/home'
  await ask('PATCH', `/v1/organizations/${house.organizationId}`, { as: owner, body: { externalId: 'home' } })
  const put = (as: NonNullable<Asked['as']>, role: string, changes: object = {}) =>
    ask('PUT', `${home}/members/eve`, { as, body: ann({ role, ...changes }) })
  const narrow = await backend(house)
  const admin = (
    await house.generate({ name: 'all', owner: 'organization', access: { kind: 'role', role: 'admin' } })
  ).plaintext
  const graphql =
    'mutation { putMember(input: {externalId: "home", memberExternalId: "eve", name: "Eve", role: "admin"}) { receipt { sequence } } }'
  for (const role of ['viewer', 'developer', 'admin', 'owner'])
    assert.deepEqual([role, (await put(narrow, role)).body.code], [role, 'scope_exceeds_rights'])
  assert.equal(
    (await query(house, graphql, { as: narrow })).body.errors[0].extensions.code,
    'scope_exceeds_rights',
  )
  assert.equal((await put(admin, 'owner')).body.code, 'owner_required')
  assert.equal((await put(admin, 'admin')).status, 200, 'a token that holds everything but Owner')
  assert.equal((await put(narrow, 'admin', { name: 'Eve Renamed' })).status, 200, 'nothing is raised')
  assert.equal((await put(narrow, 'admin', { active: false })).status, 200, 'anybody can be stopped')
  assert.equal(
    (await put(narrow, 'admin')).body.code,
    'scope_exceeds_rights',
    'and is not revived past the token',
  )
  assert.equal((await put(owner, 'owner')).status, 200, 'an Owner in person')
  await keyward.members.put({ organization: 'home', externalId: 'host', name: 'Host', role: 'owner' })
})

test('[B22] nobody outside the home organisation looks after organisations', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, keyward } = house
  await ask('PUT', TEAM, { as: await backend(house), body: { name: 'Team' } })
  await keyward.members.put({
    organization: 'team-7',
    externalId: 'eve',
    role: 'owner',
    name: 'Eve',
  } as never)
  const eve = await keyward.members.actor({ organization: 'team-7', externalId: 'eve' })
  const all = await keyward.generateToken(eve, {
    name: 'all',
    access: { kind: 'role', role: 'admin' } as never,
  })
  for (const [method, url, body] of [
    ['GET', '/v1/organizations', undefined],
    ['GET', `/v1/organizations/${house.organizationId}`, undefined],
    ['POST', '/v1/organizations', { name: 'X' }],
    ['PATCH', `/v1/organizations/${house.organizationId}`, { name: 'X' }],
    ['PUT', TEAM, { name: 'X' }],
    ['PUT', `${TEAM}/members/eve`, ann()],
    ['DELETE', `${TEAM}/members/eve`, undefined],
    ['POST', `${TEAM}/members/eve/signed-out`, undefined],
  ] as const) {
    const answer = await ask(method, url, { as: all.plaintext, ...(body && { body }) })
    assert.deepEqual([answer.status, answer.body.code], [403, 'permission_missing'], `${method} ${url}`)
  }
  for (const scope of ['keyward/organizations:read', 'keyward/organizations:*'])
    await assert.rejects(
      keyward.generateToken(eve, { name: 'x', access: { kind: 'custom', scopes: [scope as never] } }),
      { code: 'scope_unknown' },
    )
})

test('external ids of any visible characters stand in an address, but for slashes and what servers read otherwise', async (t) => {
  const house = await openSetUpServer(t)
  const as = await backend(house)
  const put = (id: string) =>
    house.ask('PUT', `/v1/organizations/by-external-id/${encodeURIComponent(id)}`, { as, body: { name: id } })
  for (const id of [
    'auth0|42',
    'ann@team.example',
    '{9F}',
    'a+b',
    'x'.repeat(200),
    'üx'.normalize('NFC').slice(1),
  ]) {
    const { status, body } = await put(id)
    assert.deepEqual([status, body.externalId], [200, id], id)
  }
  for (const id of ['a/b', '..', 'a b', 'x'.repeat(201), 'ü'])
    assert.ok([400, 403, 404].includes((await put(id)).status), id)
})

test('operators list and amend the organisations of the installation', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  for (const name of ['Beta', 'Gamma', 'Delta'])
    await ask('PUT', `/v1/organizations/by-external-id/${name}`, { as: owner, body: { name } })
  const list = async (query = '') => (await ask('GET', `/v1/organizations${query}`, { as: owner })).body
  const names = ({ organizations }: { organizations: { name: string }[] }) =>
    organizations.map(({ name }) => name)
  const first = await list('?limit=2')
  assert.deepEqual([names(first), first.total], [['Acme', 'Beta'], 4])
  assert.deepEqual(names(await list(`?limit=2&cursor=${first.nextCursor}`)), ['Delta', 'Gamma'])
  assert.deepEqual(names(await list('?search=ELT')), ['Delta'])
  assert.deepEqual(names(await list('?search=Gamma')), ['Gamma'])
  const { id } = (await list('?search=beta')).organizations[0]
  const amended = await ask('PATCH', `/v1/organizations/${id}`, {
    as: owner,
    body: { name: 'Beta Ltd', externalId: null },
  })
  assert.deepEqual([amended.body.name, amended.body.externalId], ['Beta Ltd', null])
  for (const body of [{}, { name: '' }, { name: 'x'.repeat(10_000) }, { name: 'a\u202eb' }, { home: true }])
    assert.equal(
      (await ask('PATCH', `/v1/organizations/${id}`, { as: owner, body })).body.code,
      'request_invalid',
    )
  const invited = await ask('POST', '/v1/organizations', {
    as: owner,
    body: { name: 'Epsilon', ownerEmail: 'eve@epsilon.example' },
  })
  assert.deepEqual(
    [invited.body.organization.members, invited.body.invitation.invitation.role.id],
    [0, 'owner'],
  )
  const secret = invited.body.invitation.link.split('secret=')[1]
  const as = { kind: 'new', name: 'Eve', password: 'several unrelated words' }
  const joined = await ask('POST', '/v1/invitations/accept', { body: { secret, as } })
  assert.deepEqual(
    [joined.body.memberships[0].organization.name, joined.body.memberships[0].role.id],
    ['Epsilon', 'owner'],
  )
})
