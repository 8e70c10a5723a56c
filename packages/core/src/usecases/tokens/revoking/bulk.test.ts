import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Policy, type Token, type TokenId } from '@keyward/contract'
import { type House, openHouse } from '../../../../test/house.ts'
import { addMany, CALLERS } from '../../../../test/many-tokens.ts'
import { realTimers } from '../../../real-world.ts'
import type { Timers } from '../../../world.ts'

const MANY = 2500
const ALL = { filter: {} }

const generate = ({ keyward, host }: House, name = 'ci') =>
  keyward.generateToken(host, { name, owner: 'organization' })
const outcome = async ({ keyward }: House, text: string) => {
  const verdict = await keyward.verify(text)
  return verdict.valid ? 'valid' : verdict.code
}
const eventsOf = async ({ keyward, host }: House, kind: 'token.revoked' | 'token.reinstated') => {
  const ids: TokenId[] = []
  for await (const line of await keyward.exportAuditLog(host, {}))
    if ('event' in line && line.event.kind === kind) ids.push(Object(line.event.subject).id)
  return ids
}

test('[L6] a bulk revocation hits what the preview told, and nothing if the selection has changed since', async (t) => {
  const house = await openHouse(t)
  const tokens = await Promise.all(Array.from({ length: 250 }, (_, n) => generate(house, `batch ${n}`)))
  const spared = await generate(house, 'spared')
  const selection = { filter: { search: 'batch' } }
  await house.keyward.verify(tokens[0]?.plaintext ?? '', { address: '192.0.2.1' })
  await house.keyward.flush()
  const preview = await house.keyward.previewRevocation(house.host, { selection })
  const { batchId, ...hit } = preview
  assert.deepEqual(
    { ...hit, names: preview.names.length },
    { tokens: 250, owners: 1, callers: 1, callsLastDay: 1, names: 10 },
  )
  await assert.rejects(house.keyward.revokeTokens(house.host, { selection, expected: 249 }), {
    code: 'selection_changed',
  })
  assert.equal(await outcome(house, tokens[0]?.plaintext ?? ''), 'valid')
  const done = await house.keyward.revokeTokens(house.host, { selection, expected: 250, batchId })
  assert.equal(done.batchId, batchId)
  assert.equal(new Set(done.revoked).size, 250)
  for (const { plaintext } of tokens) assert.equal(await outcome(house, plaintext), 'token_revoked')
  assert.equal(await outcome(house, spared.plaintext), 'valid')
  const undone = await house.keyward.reinstateTokens(house.host, { batchId: done.batchId })
  assert.equal(undone.reinstated.length, 250)
  assert.equal(await outcome(house, tokens[249]?.plaintext ?? ''), 'valid')
  await assert.rejects(house.keyward.reinstateTokens(house.host, { batchId: done.batchId }), {
    code: 'batch_not_found',
  })
})

test('[L6] a bulk revocation tells the last of its changes, and whose leases it waited out', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const tokens = await Promise.all(Array.from({ length: 101 }, (_, n) => generate(house, `batch ${n}`)))
  for (const { plaintext } of tokens) assert.equal((await other.verify(plaintext)).valid, true)
  const selection = { ids: tokens.map(({ token }) => token.id) }
  const { receipt } = await house.keyward.revokeTokens(house.host, { selection, expected: 101 })
  for (const { plaintext } of tokens) assert.notEqual(other.verifyNow(plaintext)?.valid, true)
  assert.deepEqual([receipt.confirmed.length, receipt.expired.length], [1, 1])
  const next = await house.keyward.revokeToken(house.host, { tokenId: (await generate(house)).token.id })
  assert.equal(next.receipt.sequence, receipt.sequence + 1)
})

test('[L6] an undo says which tokens it could not re-approve', async (t) => {
  const house = await openHouse(t)
  const [one, two] = [await generate(house), await generate(house)]
  const selection = { ids: [one.token.id, two.token.id] }
  const done = await house.keyward.revokeTokens(house.host, { selection, expected: 2 })
  await house.keyward.revokeToken(house.host, { tokenId: two.token.id, reason: 'compromised' })
  const undone = await house.keyward.reinstateTokens(house.host, { batchId: done.batchId })
  assert.deepEqual(undone, {
    reinstated: [one.token.id],
    skipped: [{ id: two.token.id, code: 'move_not_allowed' }],
  })
})

test('[L6] thousands are revoked by a filter, final on every verifier, each with one event of its own, and undone as a whole', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const ids = await addMany(house, MANY)
  const { token, plaintext } = await generate(house)
  await other.verify(plaintext)
  const { tokens, batchId } = await house.keyward.previewRevocation(house.host, { selection: ALL })
  const done = await house.keyward.revokeTokens(house.host, { selection: ALL, expected: tokens, batchId })
  assert.notEqual(other.verifyNow(plaintext)?.valid, true)
  const all = [...ids, token.id].sort()
  assert.deepEqual(done.revoked.sort(), all)
  assert.deepEqual((await eventsOf(house, 'token.revoked')).sort(), all)
  const undone = await house.keyward.reinstateTokens(house.host, { batchId })
  assert.deepEqual(undone.reinstated.sort(), all)
  assert.deepEqual((await eventsOf(house, 'token.reinstated')).sort(), all)
  assert.equal((await other.verify(plaintext)).valid, true)
  const report = await house.keyward.verifyAuditChain(house.host, {})
  assert.equal(report.ok, true)
})

test('[L6] thousands are revoked by their ids, and those that are not live are named', async (t) => {
  const house = await openHouse(t)
  const ids = await addMany(house, 1500)
  const dead = (await generate(house)).token.id
  await house.keyward.revokeToken(house.host, { tokenId: dead })
  const unknown = '0000000000000000' as TokenId
  const selection = { ids: [...ids, dead, unknown, ...ids.slice(0, 9)].reverse() }
  const preview = await house.keyward.previewRevocation(house.host, { selection })
  assert.equal(preview.tokens, 1500)
  const done = await house.keyward.revokeTokens(house.host, { selection, expected: 1500 })
  assert.deepEqual(done.revoked.sort(), ids)
  assert.deepEqual(done.skipped.map(({ id }) => id).sort(), [unknown, dead].sort())
})

test('[B6] the preview counts tokens, owners, callers and calls of the last day, of any number of tokens', async (t) => {
  const house = await openHouse(t)
  const ids = await addMany(house, 12_000)
  const admin = await house.person('admin')
  await house.keyward.generateToken(admin, { name: 'a first' })
  for (const [selection, tokens, owners] of [
    [ALL, 12_001, 2],
    [{ filter: { search: 'many' } }, 12_000, 1],
    [{ ids }, 12_000, 1],
    [{ ids: ids.slice(0, 30) }, 30, 1],
  ] as const) {
    const { batchId, names, ...hit } = await house.keyward.previewRevocation(house.host, {
      selection: 'ids' in selection ? { ids: [...selection.ids] } : selection,
    })
    assert.equal(names.length, 10)
    assert.deepEqual(
      { ...hit, callers: hit.callers <= CALLERS },
      { tokens, owners, callers: true, callsLastDay: Math.min(tokens, 12_000) },
    )
    if (tokens > 30) assert.equal(hit.callers, CALLERS)
  }
  const { names } = await house.keyward.previewRevocation(house.host, { selection: ALL })
  assert.equal(names[0], 'a first')
})

/** Timers with which work between two slices never goes on, after so many of them. */
function diesAfter(slices: number): Timers {
  let left = slices
  return {
    ...realTimers,
    after: (delayMs, work) => (delayMs > 0 || left-- > 0 ? realTimers.after(delayMs, work) : () => {}),
  }
}

test('[L6] a bulk revocation that was cut off goes on under the batch of its preview, and is undone as one', async (t) => {
  const house = await openHouse(t)
  const ids = await addMany(house, 1000)
  // A slice gives way three times, the last time once it is committed: here six are.
  const dying = await house.another({ timers: diesAfter(17) })
  const { tokens, batchId } = await dying.previewRevocation(house.host, { selection: ALL })
  const call = { selection: ALL, expected: tokens, batchId }
  const settled = await Promise.race([
    dying.revokeTokens(house.host, call).then(() => 'answered'),
    (async () => {
      for (;;) {
        const { total } = await house.keyward.listTokens(house.host, { status: ['revoked'], limit: 1 })
        if (total >= 300) return 'cut off'
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })(),
  ])
  assert.equal(settled, 'cut off')
  const { total } = await house.keyward.listTokens(house.host, { status: ['revoked'], limit: 1 })
  assert.ok(total < 1000)
  const done = await house.keyward.revokeTokens(house.host, call)
  assert.deepEqual(done.revoked.sort(), ids)
  assert.deepEqual(
    await house.keyward.revokeTokens(house.host, call).then(({ revoked }) => revoked.sort()),
    ids,
  )
  assert.equal((await eventsOf(house, 'token.revoked')).length, 1000)
  const undone = await house.keyward.reinstateTokens(house.host, { batchId })
  assert.deepEqual(undone.reinstated.sort(), ids)
})

test('[L6] a token that revokes everything ends last, after all the others', async (t) => {
  const house = await openHouse(t)
  await addMany(house, 200)
  const admin = await house.keyward.generateToken(house.host, {
    name: 'the broom',
    owner: 'organization',
    access: { kind: 'role', role: 'admin' as never },
  })
  const actor = await house.keyward.actorOf(admin.plaintext)
  const done = await house.keyward.revokeTokens(actor, { selection: ALL, expected: 201 })
  assert.equal(done.revoked.at(-1), admin.token.id)
  assert.equal(done.revoked.length, 201)
  assert.equal(await outcome(house, admin.plaintext), 'token_revoked')
})

test('[R7] undoing a bulk revocation takes seats as generating would, and no more than there are', async (t) => {
  const house = await openHouse(t)
  const { keyward } = house
  const [admin, developer] = [await house.person('admin'), await house.person('developer')]
  const personal = async (who: typeof admin, name: string) =>
    (await keyward.generateToken(who, { name })).token
  const mine: Token[] = []
  for (let n = 0; n < 10; n++) mine.push(await personal(admin, `mine ${n}`))
  const theirs = await personal(developer, 'theirs')
  await addMany(house, 300)
  const done = await keyward.revokeTokens(admin, { selection: ALL, expected: 311 })
  for (let n = 0; n < 7; n++) await personal(admin, `new ${n}`)
  const undone = await keyward.reinstateTokens(admin, { batchId: done.batchId })
  assert.equal(undone.reinstated.length, 303)
  const codes = Map.groupBy(undone.skipped, ({ code }) => code)
  assert.equal(codes.get('seats_taken')?.length, 7)
  assert.deepEqual(
    codes.get('permission_missing')?.map(({ id }) => id),
    [theirs.id],
  )
  const live = await keyward.listTokens(admin, { reach: 'mine', status: ['active'], limit: 50 })
  assert.equal(live.total, 10)
  await assert.rejects(personal(admin, 'one more'), { code: 'seats_taken' })
})

test('whoever knows a batch learns of no token that they may not see', async (t) => {
  const house = await openHouse(t)
  const { keyward } = house
  const [admin, developer, another] = [
    await house.person('admin'),
    await house.person('developer'),
    await house.person('developer', 'another'),
  ]
  const shared = (await generate(house)).token
  const [mine, others] = [
    (await keyward.generateToken(developer, { name: 'mine' })).token,
    (await keyward.generateToken(another, { name: 'another’s' })).token,
  ]
  const { batchId } = await keyward.revokeTokens(admin, { selection: ALL, expected: 3 })
  await assert.rejects(keyward.reinstateTokens(await house.person('viewer'), { batchId }), {
    code: 'batch_not_found',
  })
  assert.deepEqual(await keyward.reinstateTokens(developer, { batchId }), {
    reinstated: [mine.id],
    skipped: [{ id: shared.id, code: 'permission_missing' }],
  })
  assert.deepEqual(await keyward.reinstateTokens(admin, { batchId }), {
    reinstated: [shared.id],
    skipped: [{ id: others.id, code: 'permission_missing' }],
  })
})

test('[B12] a token that applies the policy may be ended by it: last of all, in the change that closes the batch', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  const steward = await keyward.generateToken(host, {
    name: 'steward',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/settings:update'] },
  })
  await addMany(house, 120)
  await keyward.updateSettings(host, { policy: { ...Policy.parse({}), accessKinds: ['role'] } })
  const actor = await keyward.actorOf(steward.plaintext)
  const { tokens } = await keyward.previewPolicy(actor, {})
  const done = await keyward.applyPolicy(actor, { expected: tokens })
  assert.deepEqual([tokens, done.shortened, done.revoked], [121, 0, 121])
  assert.equal(await outcome(house, steward.plaintext), 'token_revoked')
  const revoked = await eventsOf(house, 'token.revoked')
  assert.deepEqual([revoked.length, revoked.at(-1)], [121, steward.token.id])
  const { events } = await keyward.listAuditEvents(host, { kind: ['policy.applied'] })
  assert.deepEqual(
    events.map(({ actor, facts }) => [actor.id, Object(facts).revoked]),
    [[steward.token.id, 121]],
  )
})

test('[B12] applying a policy waits for the other verifiers once, over the last of its changes', async (t) => {
  const house = await openHouse(t)
  await addMany(house, 300)
  const shown = await generate(house)
  let waits = 0
  const counting: Timers = {
    ...realTimers,
    after(delayMs, work) {
      if (delayMs > 0) waits += 1
      return realTimers.after(delayMs, work)
    },
  }
  const { keyward, host, clock } = { ...house, keyward: await house.another({ timers: counting }) }
  await house.keyward.verify(shown.plaintext)
  await keyward.updateSettings(host, { policy: { ...Policy.parse({}), longestDays: 7 } })
  clock.pass(1)
  const { tokens } = await keyward.previewPolicy(host, {})
  waits = 0
  const { shortened, receipt } = await keyward.applyPolicy(host, { expected: tokens })
  assert.deepEqual([tokens, shortened, receipt.expired.length], [301, 301, 1])
  // A timer that fires early is asked again.
  assert.ok(waits >= 1 && waits <= 2, `${waits} waits`)
  const next = await keyward.revokeToken(host, { tokenId: shown.token.id })
  assert.equal(next.receipt.sequence, receipt.sequence + 1)
  await keyward.updateSettings(host, { policy: { ...Policy.parse({}), accessKinds: ['role'] } })
  const again = await keyward.applyPolicy(host, { expected: 300 })
  assert.equal(again.receipt.sequence, next.receipt.sequence + 301)
})
