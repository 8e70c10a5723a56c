import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ACME,
  ENGINES,
  HOST,
  member,
  memberId,
  NOW,
  organization,
  organizationId,
  permission,
  roleId,
  secret,
  seed,
  token,
  tokenId,
} from '../../../test/stores.ts'
import type { RoleRecord } from '../../people/record.ts'

const OTHER = organizationId(2)
const role = (id: string, changes: Partial<RoleRecord> = {}): RoleRecord => ({
  id: roleId(id),
  organizationId: ACME,
  name: id,
  description: '',
  rule: { product: [permission('notes/notes:find')], management: 'all', catalogueRevision: 1 },
  revision: 1,
  createdAt: NOW,
  updatedAt: NOW,
  ...changes,
})

for (const [engine, open] of Object.entries(ENGINES)) {
  test(`${engine}: roles come back as they went in, only in their own organisation`, async (t) => {
    const { store } = await open(t)
    await seed(store)
    await seed(store, {}, organization({ id: OTHER }))
    const [publisher, stranger] = [role('role_a'), role('role_b', { organizationId: OTHER })]
    await store.transact(async ({ roles }) => {
      await roles.put(publisher)
      await roles.put(stranger)
    })
    const { roles } = store.reads
    assert.deepEqual(await roles.get(ACME, publisher.id), publisher)
    assert.deepEqual(await roles.list(ACME), [publisher])
    assert.equal(await roles.get(ACME, stranger.id), undefined)
    const changed = {
      ...publisher,
      name: 'renamed',
      rule: { product: 'read', management: [], catalogueRevision: 2 },
      revision: 2,
    } as const
    await store.transact(async (writes) => {
      assert.deepEqual(await writes.roles.lock(ACME, publisher.id), publisher)
      assert.equal(await writes.roles.lock(ACME, stranger.id), undefined)
      await writes.roles.put(changed)
      await writes.roles.remove(ACME, stranger.id)
    })
    assert.deepEqual(await roles.get(ACME, publisher.id), changed)
    assert.deepEqual(await roles.get(OTHER, stranger.id), stranger)
  })

  test(`${engine}: a token comes with what its own role and its owner’s allow, never with another organisation’s`, async (t) => {
    const { store } = await open(t)
    const mine = { kind: 'user', memberId: memberId(1) } as const
    await seed(store, {
      members: [member(1, { role: roleId('role_a') })],
      tokens: [
        token(tokenId(1), { owner: mine, access: { kind: 'role', role: roleId('role_b') } }),
        token(tokenId(2), { access: { kind: 'role', role: roleId('role_c') } }),
        token(tokenId(3), { access: { kind: 'role', role: roleId('developer') } }),
      ],
    })
    await seed(store, {}, organization({ id: OTHER }))
    const [a, b] = [
      role('role_a'),
      role('role_b', { rule: { product: 'read', management: [], catalogueRevision: 2 } }),
    ]
    await store.transact(async ({ roles }) => {
      for (const each of [a, b, role('role_c', { organizationId: OTHER })]) await roles.put(each)
    })
    const rolesOf = async (n: number) => (await store.reads.tokens.factsOf(tokenId(n)))?.roles
    assert.deepEqual(await rolesOf(1), { access: b.rule, owner: a.rule })
    assert.deepEqual(await rolesOf(2), { access: undefined, owner: undefined })
    assert.equal((await rolesOf(3))?.access?.product, 'all')
    assert.deepEqual((await store.feed.fill(tokenId(1))).facts?.roles, { access: b.rule, owner: a.rule })
  })

  test(`${engine}: a role’s use counts members and the tokens that are live`, async (t) => {
    const { store } = await open(t)
    const access = { kind: 'role', role: roleId('role_a') } as const
    const revocation = {
      at: NOW,
      by: { kind: 'system', id: null, name: '' },
      reason: 'policy',
      batchId: null,
    } as const
    await seed(store, {
      members: [
        member(1, { role: roleId('role_a') }),
        member(2, { role: roleId('role_a'), active: false }),
        member(3),
      ],
      tokens: [
        token(tokenId(1), { access }),
        token(tokenId(2), { access, status: 'pending' }),
        token(tokenId(3), { access, status: 'revoked', revocation }),
        token(tokenId(4), { access, expiresAt: NOW }),
        token(tokenId(5)),
      ],
    })
    const uses = await store.reads.roles.uses(ACME, NOW)
    assert.deepEqual(uses.get(roleId('role_a')), { members: 2, invitations: 0, tokens: 2 })
    assert.deepEqual(uses.get(roleId('viewer')), { members: 1, invitations: 0, tokens: 0 })
    assert.deepEqual(await store.reads.roles.uses(OTHER, NOW), new Map())
  })

  test(`${engine}: members are listed by name, found by a part of name or e-mail, and gone once removed`, async (t) => {
    const { store } = await open(t)
    const people = [
      member(1, { name: 'Zoë' }),
      member(2, { name: 'ada', email: 'Ada@Acme.example' }),
      member(3, { name: 'Bo 100%', active: false }),
      member(4, { name: 'Ada' }),
      member(5, { name: 'Gone', userId: 'u5', removedAt: NOW, active: false }),
    ]
    await seed(store, { members: people })
    const { members } = store.reads
    const page = async (query: Parameters<typeof members.page>[1]) =>
      (await members.page(ACME, query)).map(({ name }) => name)
    const all = { limit: 10, after: null }
    assert.deepEqual(await page(all), ['ada', 'Ada', 'Bo 100%', 'Zoë'])
    assert.deepEqual(await page({ ...all, limit: 2 }), ['ada', 'Ada'])
    assert.deepEqual(await page({ ...all, after: { name: 'Ada', id: memberId(4) } }), ['Bo 100%', 'Zoë'])
    assert.deepEqual(await page({ ...all, search: 'ZOE' }), ['Zoë'])
    assert.deepEqual(await page({ ...all, search: 'acme.EX' }), ['ada'])
    assert.deepEqual(await page({ ...all, search: '0%' }), ['Bo 100%'])
    assert.deepEqual(await page({ ...all, search: '_' }), [])
    assert.deepEqual(await page({ ...all, active: false }), ['Bo 100%'])
    assert.equal(await members.count(ACME, {}), 4)
    assert.equal(await members.count(ACME, { search: 'ada' }), 2)
    assert.equal(await members.get(ACME, memberId(5)), undefined)
    assert.equal(await members.byUser(ACME, 'u5'), undefined)
  })

  test(`${engine}: what a member owns or made is found, and their live tokens are counted, only at home`, async (t) => {
    const { store } = await open(t)
    const mine = { kind: 'user', memberId: memberId(1) } as const
    const ann = { kind: 'member', id: memberId(1), name: 'Ann' } as const
    const revocation = { reason: 'not_needed', by: HOST, at: NOW, batchId: null } as const
    await seed(store, {
      members: [member(1), member(2)],
      tokens: [
        token(tokenId(1), { owner: mine }),
        token(tokenId(2), { owner: mine, status: 'revoked', revocation }),
        token(tokenId(3), { owner: mine, expiresAt: NOW }),
        token(tokenId(4), { createdBy: ann }),
        token(tokenId(5)),
      ],
    })
    await seed(store, {}, organization({ id: OTHER }))
    const { tokens } = store.reads
    const people = [memberId(1), memberId(2)]
    assert.deepEqual(await tokens.liveByOwner(ACME, people, NOW), new Map([[memberId(1), 1]]))
    assert.deepEqual(await tokens.liveByOwner(OTHER, people, NOW), new Map())
    assert.deepEqual(await tokens.liveByOwner(ACME, [], NOW), new Map())
    const visible = [{ reach: 'organization' }, { reach: 'members', exceptMemberId: null }] as const
    const of = (n: number, organizationId = ACME) =>
      tokens.ids(organizationId, { now: NOW, visible, member: memberId(n) }, null, 10)
    assert.deepEqual(await of(1), [tokenId(1), tokenId(2), tokenId(3), tokenId(4)])
    assert.deepEqual(await of(2), [])
    assert.deepEqual(await of(1, OTHER), [])
  })

  test(`${engine}: whoever counts tokens under the lock of their owner and then inserts is alone: no seat is taken twice`, async (t) => {
    const { store, another } = await open(t)
    const [ann, seats] = [member(1), 5]
    await seed(store, { members: [ann] })
    const stores = [store, await another()]
    const mine = { now: NOW, visible: [{ reach: 'mine', memberId: ann.id }] } as const
    const owner = { kind: 'user', memberId: ann.id } as const
    const take = (n: number) =>
      stores[n % 2]?.transact(async ({ members, tokens }) => {
        await members.lock(ACME, ann.id)
        if ((await tokens.count(ACME, mine)) >= seats) return false
        await tokens.insert(token(tokenId(n), { owner }), secret(tokenId(n)))
        return true
      })
    const taken = await Promise.all(Array.from({ length: 20 }, (_, n) => take(n)))
    assert.equal(taken.filter((each) => each?.value).length, seats)
    assert.equal(await store.reads.tokens.count(ACME, mine), seats)
  })
}
