import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type House, openHouse } from '../../../test/house.ts'
import { verifyChain } from '../../audit/chain.ts'

const generate = ({ keyward, host }: House, name = 'ci') =>
  keyward.generateToken(host, { name, owner: 'organization' })
const outcome = async ({ keyward }: House, text: string) => {
  const verdict = await keyward.verify(text)
  return verdict.valid ? 'valid' : verdict.code
}

test('[R7] a revoked token is re-approved before it expires, and works again', async (t) => {
  const house = await openHouse(t)
  const { token, plaintext } = await generate(house)
  const revoked = await house.keyward.revokeToken(house.host, { tokenId: token.id })
  assert.equal(revoked.token.revocation?.reinstatable, true)
  assert.equal(await outcome(house, plaintext), 'token_revoked')
  await house.keyward.reinstateToken(house.host, { tokenId: token.id })
  assert.equal(await outcome(house, plaintext), 'valid')
})

test('[R7] a token revoked as compromised, or expired since, is never re-approved', async (t) => {
  const house = await openHouse(t)
  const compromised = await generate(house)
  const lapsed = await generate(house)
  await house.keyward.revokeToken(house.host, { tokenId: compromised.token.id, reason: 'compromised' })
  await house.keyward.revokeToken(house.host, { tokenId: lapsed.token.id })
  house.clock.pass(31 * 24 * 3_600_000)
  for (const { token } of [compromised, lapsed])
    await assert.rejects(house.keyward.reinstateToken(house.host, { tokenId: token.id }), {
      code: 'move_not_allowed',
    })
})

test('[R7] a revoked token can still be marked compromised, and that is final', async (t) => {
  const house = await openHouse(t)
  const { token } = await generate(house)
  await house.keyward.revokeToken(house.host, { tokenId: token.id })
  await house.keyward.revokeToken(house.host, { tokenId: token.id, reason: 'compromised' })
  await assert.rejects(house.keyward.reinstateToken(house.host, { tokenId: token.id }), {
    code: 'move_not_allowed',
  })
})

test('[R7] only somebody who could generate it today re-approves a token', async (t) => {
  const house = await openHouse(t)
  const admin = await house.person('admin')
  const { token } = await house.keyward.generateToken(admin, {
    name: 'ci',
    owner: 'organization',
    access: { kind: 'full_access' },
  })
  await house.keyward.revokeToken(admin, { tokenId: token.id })
  const viewer = await house.person('viewer')
  await assert.rejects(house.keyward.reinstateToken(viewer, { tokenId: token.id }), {
    code: 'permission_missing',
  })
})

test('[S6] a live token is deleted only when told to revoke it first; what stays is a tombstone and its audit', async (t) => {
  const house = await openHouse(t)
  const { token, plaintext } = await generate(house)
  await assert.rejects(house.keyward.deleteToken(house.host, { tokenId: token.id }), {
    code: 'move_not_allowed',
  })
  const { receipt } = await house.keyward.deleteToken(house.host, { tokenId: token.id, revoke: true })
  assert.ok(receipt)
  assert.equal(await outcome(house, plaintext), 'token_unknown')
  await assert.rejects(house.keyward.getToken(house.host, { tokenId: token.id }), { code: 'token_not_found' })
})

test('[S5] a new duration counts from now, and an expired token is not edited back to life', async (t) => {
  const house = await openHouse(t)
  const { token } = await generate(house)
  house.clock.pass(24 * 3_600_000)
  const { token: edited } = await house.keyward.updateToken(house.host, {
    tokenId: token.id,
    duration: { days: 7 },
  })
  assert.equal(edited.expiresAt, new Date(house.clock.now() + 7 * 24 * 3_600_000).toISOString())
  house.clock.pass(8 * 24 * 3_600_000)
  await assert.rejects(house.keyward.updateToken(house.host, { tokenId: token.id, duration: { days: 7 } }), {
    code: 'move_not_allowed',
  })
  await assert.rejects(house.keyward.updateToken(house.host, { tokenId: token.id, name: 'x' }), {
    code: 'move_not_allowed',
  })
})

test('[S11] regenerating kills the old value at once unless a grace was given', async (t) => {
  const house = await openHouse(t)
  const first = await generate(house)
  assert.equal(await outcome(house, first.plaintext), 'valid')
  const second = await house.keyward.regenerateToken(house.host, { tokenId: first.token.id })
  assert.equal(await outcome(house, first.plaintext), 'token_unknown')
  assert.equal(await outcome(house, second.plaintext), 'valid')
  assert.equal(second.token.expiresAt, first.token.expiresAt)
})

test('every change leaves one event in an unbroken chain', async (t) => {
  const house = await openHouse(t)
  const { token } = await generate(house)
  await house.keyward.updateToken(house.host, { tokenId: token.id, name: 'renamed' })
  await house.keyward.regenerateToken(house.host, { tokenId: token.id })
  await house.keyward.revokeToken(house.host, { tokenId: token.id })
  await house.keyward.reinstateToken(house.host, { tokenId: token.id })
  await house.keyward.deleteToken(house.host, { tokenId: token.id, revoke: true })
  const { loadKeyring, openSqliteStore, realRandom, realTimers } = await import('../../index.ts')
  const store = await openSqliteStore({
    path: `${house.dir}/keyward.db`,
    clock: house.clock,
    timers: realTimers,
  })
  t.after(() => store.close())
  const keys = await loadKeyring({ path: `${house.dir}/keys.json`, store, random: realRandom, now: 0 })
  const chain = house.host.organizationId
  const events = await store.reads.audit.events(chain, 0, 100)
  assert.deepEqual(
    events.map((event) => event.kind),
    [
      'organization.put',
      'token.generated',
      'token.updated',
      'token.regenerated',
      'token.revoked',
      'token.reinstated',
      'token.revoked',
      'token.deleted',
    ],
  )
  assert.deepEqual(await verifyChain(events, await store.reads.audit.head(chain), keys), {
    ok: true,
    count: 8,
  })
})

test('what one organisation owns does not exist for another', async (t) => {
  const house = await openHouse(t)
  const { token } = await generate(house)
  const other = await house.keyward.organizations.put({ externalId: 'rival', name: 'Rival' })
  const stranger = { kind: 'host', organizationId: other.id, name: 'test' } as const
  const unknown = { code: 'token_not_found' }
  const tokenId = token.id
  await assert.rejects(house.keyward.getToken(stranger, { tokenId }), unknown)
  await assert.rejects(house.keyward.updateToken(stranger, { tokenId, name: 'x' }), unknown)
  await assert.rejects(house.keyward.regenerateToken(stranger, { tokenId }), unknown)
  await assert.rejects(house.keyward.revokeToken(stranger, { tokenId }), unknown)
  await assert.rejects(house.keyward.reinstateToken(stranger, { tokenId }), unknown)
  await assert.rejects(house.keyward.deleteToken(stranger, { tokenId, revoke: true }), unknown)
  assert.equal((await house.keyward.listTokens(stranger, {})).total, 0)
  assert.equal((await house.keyward.previewRevocation(stranger, { selection: { ids: [tokenId] } })).tokens, 0)
})

test('usage that was gathered is in the list after a flush, and none is lost at close', async (t) => {
  const house = await openHouse(t)
  const { token, plaintext } = await generate(house)
  const second = await house.another()
  for (let n = 0; n < 5; n++) await second.verify(plaintext, { address: '192.0.2.7', agent: 'curl/8' })
  await second.close()
  const { lastUse } = await house.keyward.getToken(house.host, { tokenId: token.id })
  assert.deepEqual(lastUse, {
    at: new Date(house.clock.now()).toISOString(),
    address: '192.0.2.7',
    agent: 'curl/8',
  })
  const preview = await house.keyward.previewRevocation(house.host, { selection: { ids: [token.id] } })
  assert.equal(preview.callsLastDay, 5)
})
