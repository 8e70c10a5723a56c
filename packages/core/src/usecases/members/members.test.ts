import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MemberId } from '@keyward/contract'
import { type House, openHouse } from '../../../test/house.ts'

const outcome = async (keyward: House['keyward'], text: string) => {
  const verdict = await keyward.verify(text)
  return verdict.valid ? 'valid' : verdict.code
}
const idOf = async ({ keyward, host }: House, search: string): Promise<MemberId> => {
  const { members } = await keyward.listMembers(host, { search })
  return members[0]?.id ?? assert.fail(`no member ${search}`)
}

test('[R5] deactivating a member stops their personal tokens on every verifier when it returns; reactivated, those not revoked work again', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const { keyward, host } = house
  const ann = await house.person('developer', 'ann')
  const memberId = await idOf(house, 'ann')
  const kept = await keyward.generateToken(ann, { name: 'kept' })
  const revoked = await keyward.generateToken(ann, { name: 'revoked' })
  const ours = await keyward.generateToken(host, { name: 'ours', owner: 'organization' })
  for (let round = 0; round < 50; round++) {
    for (const verifier of [keyward, other])
      assert.equal(await outcome(verifier, kept.plaintext), 'valid', `round ${round}`)
    const { member, receipt } = await keyward.deactivateMember(host, { memberId })
    assert.deepEqual([member.status, receipt.confirmed.length], ['deactivated', 1])
    for (const verifier of [other, keyward]) {
      assert.equal(await outcome(verifier, kept.plaintext), 'owner_inactive', `round ${round}`)
      assert.equal(await outcome(verifier, ours.plaintext), 'valid')
    }
    await keyward.reactivateMember(host, { memberId })
  }
  await keyward.deactivateMember(host, { memberId })
  const { tokens } = await keyward.listTokens(host, { reach: 'members' })
  assert.deepEqual(tokens.map(({ shownStatus }) => shownStatus).sort(), ['stopped', 'stopped'])
  await keyward.revokeToken(host, { tokenId: revoked.token.id })
  await keyward.reactivateMember(host, { memberId })
  assert.equal(await outcome(other, kept.plaintext), 'valid')
  assert.equal(await outcome(other, revoked.plaintext), 'token_revoked')
})

test('[R5] removing a member revokes their personal tokens for good, and being provisioned again brings none back', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const { keyward, host } = house
  const ann = await house.person('admin', 'ann')
  const memberId = await idOf(house, 'ann')
  const own = await keyward.generateToken(ann, { name: 'own' })
  const made = await keyward.generateToken(ann, { name: 'made', owner: 'organization' })
  assert.equal(await outcome(other, own.plaintext), 'valid')
  const { revoked } = await keyward.removeMember(host, { memberId })
  assert.deepEqual(revoked, [own.token.id])
  assert.equal(await outcome(other, own.plaintext), 'token_revoked')
  assert.equal(await outcome(other, made.plaintext), 'valid')
  const gone = await keyward.getToken(host, { tokenId: own.token.id })
  assert.deepEqual(
    [gone.revocation?.reason, gone.owner.kind === 'user' && gone.owner.name],
    ['owner_left', 'The ann'],
  )
  await assert.rejects(keyward.getMember(host, { memberId }), { code: 'member_not_found' })
  await assert.rejects(keyward.removeMember(host, { memberId }), { code: 'member_not_found' })
  await assert.rejects(keyward.listTokens(ann, {}), { code: 'session_required' })

  const again = await house.person('admin', 'ann')
  assert.notEqual(await idOf(house, 'ann'), memberId)
  assert.equal((await keyward.listTokens(again, { reach: 'mine' })).total, 0)
  await assert.rejects(keyward.reinstateToken(again, { tokenId: own.token.id }), {
    code: 'permission_missing',
  })
  await assert.rejects(keyward.reinstateToken(host, { tokenId: own.token.id }), {
    code: 'permission_missing',
  })
  assert.equal(await outcome(other, own.plaintext), 'token_revoked')
})

test('removing somebody with very many tokens revokes them all, and says which', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  await keyward.updateSettings(host, { seatsPerMember: 1000 })
  const ann = await house.person('developer', 'ann')
  const texts: string[] = []
  for (let n = 0; n < 230; n++) texts.push((await keyward.generateToken(ann, { name: `own ${n}` })).plaintext)
  const { revoked } = await keyward.removeMember(host, { memberId: await idOf(house, 'ann') })
  assert.equal(new Set(revoked).size, 230)
  for (const text of texts) assert.equal(await outcome(keyward, text), 'token_revoked')
})

test('a narrower role takes away from a member’s tokens on every verifier when the change returns', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const { keyward, host } = house
  const ann = await house.person('developer', 'ann')
  const memberId = await idOf(house, 'ann')
  const { plaintext } = await keyward.generateToken(ann, { name: 'own', access: { kind: 'full_access' } })
  const may = async (verifier: House['keyward']) =>
    (await verifier.verify(plaintext, { need: 'notes/notes:create' })).valid
  for (let round = 0; round < 50; round++) {
    assert.ok((await may(keyward)) && (await may(other)), `round ${round}`)
    const { receipt } = await keyward.updateMember(host, { memberId, role: 'viewer' as never })
    assert.ok(receipt)
    assert.ok(!(await may(other)) && !(await may(keyward)), `round ${round}`)
    await keyward.updateMember(host, { memberId, role: 'developer' as never })
  }
  await assert.rejects(keyward.updateMember(host, { memberId }), { code: 'request_invalid' })
})

test('[A1] a member’s footprint says what would stop without them and what would go on', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const ann = await house.person('admin', 'ann')
  const bo = await house.person('viewer', 'bo')
  const memberId = await idOf(house, 'ann')
  const own = await keyward.generateToken(ann, { name: 'own' })
  await keyward.generateToken(ann, { name: 'ours', owner: 'organization' })
  await keyward.generateToken(host, { name: 'of the host', owner: 'organization' })
  const gone = await keyward.generateToken(ann, { name: 'gone' })
  await keyward.revokeToken(ann, { tokenId: gone.token.id })
  await keyward.verify(own.plaintext, { address: '192.0.2.1' })
  await keyward.flush()
  const { footprint } = await keyward.getMember(host, { memberId })
  assert.deepEqual(footprint, {
    owned: { count: 1, names: ['own'], callers: 1, callsLastDay: 1 },
    made: { count: 1, names: ['ours'] },
  })
  await assert.rejects(keyward.getMember(bo, { memberId }), { code: 'permission_missing' })
})

test('the last Owner is never lost: not by role, deactivation, removal, nor by the host', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const ada = await house.person('owner', 'ada')
  await house.person('admin', 'bo')
  const memberId = await idOf(house, 'ada')
  const put = (changes: object) =>
    keyward.members.put({
      organization: 'acme',
      externalId: 'ada',
      name: 'Ada',
      role: 'owner',
      ...changes,
    } as never)
  const losing = [
    () => keyward.updateMember(ada, { memberId, role: 'admin' as never }),
    () => keyward.deactivateMember(ada, { memberId }),
    () => keyward.removeMember(ada, { memberId }),
    () => keyward.removeMember(host, { memberId }),
    () => put({ role: 'admin' }),
    () => put({ active: false }),
    () => keyward.members.remove({ organization: 'acme', externalId: 'ada' }),
  ]
  for (const lose of losing) await assert.rejects(lose(), { code: 'last_owner' })
  const second = await idOf(house, 'bo')
  await keyward.updateMember(ada, { memberId: second, role: 'owner' as never })
  await keyward.deactivateMember(ada, { memberId: second })
  for (const lose of losing) await assert.rejects(lose(), { code: 'last_owner' })
  await keyward.reactivateMember(ada, { memberId: second })
  await keyward.deactivateMember(ada, { memberId })
})

test('two Owners who unmake each other at once leave one of them', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  for (let round = 0; round < 20; round++) {
    const [ada, bo] = [`ada${round}`, `bo${round}`]
    const first = await house.person('owner', ada)
    const second = await house.person('owner', bo)
    for (const { id } of (
      await house.keyward.listMembers(house.host, { role: 'owner' as never, status: 'active' })
    ).members)
      if (![await idOf(house, ada), await idOf(house, bo)].includes(id))
        await house.keyward.updateMember(house.host, { memberId: id, role: 'viewer' as never })
    const outcomes = await Promise.allSettled([
      house.keyward.deactivateMember(first, { memberId: await idOf(house, bo) }),
      other.updateMember(second, { memberId: await idOf(house, ada), role: 'viewer' as never }),
    ])
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1, `round ${round}`)
    const { total } = await house.keyward.listMembers(house.host, {
      role: 'owner' as never,
      status: 'active',
    })
    assert.equal(total, 1)
  }
})

test('only an Owner in person makes and unmakes Owners, and nobody gives a role above their own', async (t) => {
  const house = await openHouse(t)
  const { keyward } = house
  const ada = await house.person('owner', 'ada')
  const bo = await house.person('admin', 'bo')
  await house.person('viewer', 'cy')
  const [owner, viewer] = [await idOf(house, 'ada'), await idOf(house, 'cy')]
  const byToken = await keyward.actorOf(
    (await keyward.generateToken(ada, { name: 'all', access: { kind: 'role', role: 'admin' as never } }))
      .plaintext,
  )
  for (const actor of [bo, byToken]) {
    await assert.rejects(keyward.updateMember(actor, { memberId: viewer, role: 'owner' as never }), {
      code: 'owner_required',
    })
    await assert.rejects(keyward.updateMember(actor, { memberId: owner, role: 'viewer' as never }), {
      code: 'owner_required',
    })
    await assert.rejects(keyward.deactivateMember(actor, { memberId: owner }), { code: 'owner_required' })
    await assert.rejects(keyward.removeMember(actor, { memberId: owner }), { code: 'owner_required' })
    await assert.rejects(keyward.inviteMember(actor, { email: 'x@acme.example', role: 'owner' as never }), {
      code: 'owner_required',
    })
  }
  const small = await keyward.createRole(ada, {
    name: 'Small',
    rule: { product: [], management: ['keyward/members:*' as never] },
  })
  const dee = await house.person(small.id, 'dee')
  await assert.rejects(keyward.updateMember(dee, { memberId: viewer, role: 'developer' as never }), {
    code: 'scope_exceeds_rights',
  })
  await assert.rejects(keyward.inviteMember(dee, { email: 'x@acme.example', role: 'viewer' as never }), {
    code: 'scope_exceeds_rights',
  })
  await keyward.updateMember(dee, { memberId: viewer, role: small.id })
})

test('everything that a member owns or made is listed, whatever its state, and counted while it lives', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const ann = await house.person('admin', 'ann')
  const memberId = await idOf(house, 'ann')
  await keyward.generateToken(ann, { name: 'own' })
  const ended = await keyward.generateToken(ann, { name: 'ended' })
  await keyward.revokeToken(ann, { tokenId: ended.token.id })
  await keyward.generateToken(ann, { name: 'made', owner: 'organization' })
  await keyward.generateToken(host, { name: 'ours', owner: 'organization' })
  const { tokens } = await keyward.listTokens(host, { member: memberId, sort: 'name' })
  assert.deepEqual(
    tokens.map(({ name }) => name),
    ['ended', 'made', 'own'],
  )
  const { members } = await keyward.listMembers(host, { search: 'ann' })
  assert.equal(members[0]?.liveTokens, 1)
  const selection = { filter: { member: memberId } }
  assert.equal((await keyward.previewRevocation(host, { selection })).tokens, 2)
})

test('members of another organisation look like none', async (t) => {
  const house = await openHouse(t)
  const { keyward } = house
  await house.person('viewer', 'ann')
  const memberId = await idOf(house, 'ann')
  const other = await keyward.organizations.put({ externalId: 'other', name: 'Other' })
  const stranger = { kind: 'host', organizationId: other.id, name: 'test' } as const
  const none = `mem_${'0'.repeat(32)}` as MemberId
  for (const ask of [
    (id: MemberId) => keyward.getMember(stranger, { memberId: id }),
    (id: MemberId) => keyward.updateMember(stranger, { memberId: id, name: 'X' }),
    (id: MemberId) => keyward.deactivateMember(stranger, { memberId: id }),
    (id: MemberId) => keyward.reactivateMember(stranger, { memberId: id }),
    (id: MemberId) => keyward.removeMember(stranger, { memberId: id }),
  ])
    for (const id of [memberId, none])
      await assert.rejects(ask(id), {
        code: 'member_not_found',
        message: `There is no member with the id ${id} here.`,
      })
  assert.equal((await keyward.listMembers(stranger, {})).total, 0)
})

test('members are listed a page at a time, found by a part of their name', async (t) => {
  const house = await openHouse(t)
  for (const name of ['zed', 'ann', 'bo', 'cy', 'dee']) await house.person('viewer', name)
  const { keyward, host } = house
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await keyward.listMembers(host, { limit: 2, ...(cursor !== undefined && { cursor }) })
    assert.equal(page.total, 5)
    seen.push(...page.members.map(({ name }) => name))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  assert.deepEqual(seen, ['The ann', 'The bo', 'The cy', 'The dee', 'The zed'])
  assert.equal((await keyward.listMembers(host, { search: 'ED' })).total, 1)
  for (const bad of [
    'x',
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('["a","b"]').toString('base64url'),
  ])
    await assert.rejects(keyward.listMembers(host, { cursor: bad }), { code: 'cursor_invalid' })
})
