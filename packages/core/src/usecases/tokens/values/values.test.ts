import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TokenId } from '@keyward/contract'
import { type House, openHouse } from '../../../../test/house.ts'
import { realTimers } from '../../../real-world.ts'
import type { Timers } from '../../../world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const outcome = async ({ keyward }: House, text: string, address = '192.0.2.1') => {
  const verdict = await keyward.verify(text, { address, agent: 'curl' })
  return verdict.valid ? 'valid' : verdict.code
}
/** Timers whose background work is done when the test says so: `beat` does the flushing round and waits for its end. */
function turnedByHand() {
  const waiting = new Map<number, () => void>()
  const noted: (() => void)[] = []
  const timers: Timers = {
    ...realTimers,
    afterInBackground(delayMs, work) {
      waiting.set(delayMs, work)
      noted.shift()?.()
      return () => waiting.delete(delayMs)
    },
  }
  const beat = async () => {
    const again = new Promise<void>((resolve) => noted.push(resolve))
    waiting.get(5000)?.()
    await again
  }
  return { timers, beat }
}

const usage = async ({ keyward, host }: House, tokenId: TokenId) => {
  await keyward.flush()
  return keyward.getTokenUsage(host, { tokenId })
}
const regenerated = async (house: House, input: object = {}) => {
  const { keyward, host } = house
  const old = await keyward.generateToken(host, { name: 'ci', owner: 'organization' })
  const tokenId = old.token.id
  await outcome(house, old.plaintext)
  house.clock.pass(1000)
  const fresh = await keyward.regenerateToken(host, { tokenId, graceMs: 24 * HOUR, ...input })
  house.clock.pass(1000)
  return { tokenId, old: old.plaintext, fresh: fresh.plaintext }
}

test('[B7] during a grace period each value has its own traffic, and each caller the value that it last used', async (t) => {
  const house = await openHouse(t)
  const { tokenId, old, fresh } = await regenerated(house)
  for (let n = 0; n < 3; n++) await outcome(house, old, '192.0.2.2')
  await outcome(house, fresh, '192.0.2.3')
  const { versions, callers } = await usage(house, tokenId)
  assert.deepEqual(
    versions.map(({ version, calls, stopsAt }) => [version, calls, stopsAt !== null]),
    [
      [2, 1, false],
      [1, 3, true],
    ],
  )
  assert.deepEqual(Object.fromEntries(callers.map(({ address, version }) => [address, version])), {
    '192.0.2.1': null,
    '192.0.2.2': 1,
    '192.0.2.3': 2,
  })
})

test('[B7] the old value is said to be safe to close once the new one is used and the old one was quiet for an hour', async (t) => {
  const house = await openHouse(t)
  const { tokenId, old, fresh } = await regenerated(house)
  const closing = async () => (await usage(house, tokenId)).closing
  house.clock.pass(2 * HOUR)
  assert.deepEqual(await closing().then((told) => told?.safe === false && told.why), 'new_unused')
  await outcome(house, fresh)
  assert.equal((await closing())?.safe, true)
  await outcome(house, old)
  assert.deepEqual(await closing().then((told) => told?.safe === false && told.why), 'still_used')
  house.clock.pass(HOUR)
  assert.equal((await closing())?.safe, true)
})

test('[B7] closing the old value by hand refuses it everywhere at once; whoever still comes with it is told of', async (t) => {
  const house = await openHouse(t)
  const other = await house.another()
  const { tokenId, old, fresh } = await regenerated(house)
  assert.equal((await other.verify(old)).valid, true)
  const { token, receipt } = await house.keyward.closeOldValue(house.host, { tokenId })
  assert.equal(token.versions.length, 1)
  assert.equal(receipt.confirmed.length + receipt.expired.length, 2)
  assert.equal((await other.verify(old)).valid, false)
  assert.equal(await outcome(house, old, '192.0.2.9'), 'token_unknown')
  assert.equal(await outcome(house, fresh), 'valid')
  const { refusals, hours, closing } = await usage(house, tokenId)
  assert.deepEqual([refusals[0]?.code, refusals[0]?.address], ['token_unknown', '192.0.2.9'])
  assert.equal(hours.at(-1)?.refused.token_unknown, 1)
  assert.equal(closing, null)
  await assert.rejects(house.keyward.closeOldValue(house.host, { tokenId }), { code: 'move_not_allowed' })
})

test('[B7] latecomers of a value that stopped at once, or at its time, are told of too', async (t) => {
  const house = await openHouse(t)
  const { tokenId, old, fresh } = await regenerated(house, { graceMs: HOUR })
  house.clock.pass(HOUR)
  assert.equal(await outcome(house, old), 'token_unknown')
  const third = await house.keyward.regenerateToken(house.host, { tokenId })
  assert.equal(await outcome(house, fresh), 'token_unknown')
  assert.equal(await outcome(house, third.plaintext), 'valid')
  const { refusals } = await usage(house, tokenId)
  assert.deepEqual(
    refusals.map(({ code }) => code),
    ['token_unknown', 'token_unknown'],
  )
})

test('[B7] an old value that is to be closed when quiet is closed then, not before, and the audit says how', async (t) => {
  const house = await openHouse(t)
  const { timers, beat } = turnedByHand()
  await house.another({ timers })
  const { tokenId, old, fresh } = await regenerated(house, { closeWhenQuietMs: 10 * MINUTE })
  await outcome(house, fresh)
  await outcome(house, old)
  const living = async () => {
    await beat()
    return (await house.keyward.getToken(house.host, { tokenId })).versions.length
  }
  await house.keyward.flush()
  assert.equal(await living(), 2)
  house.clock.pass(10 * MINUTE - 1)
  assert.equal(await living(), 2)
  house.clock.pass(1)
  assert.equal(await living(), 1)
  assert.equal(await outcome(house, old), 'token_unknown')
  assert.equal(await outcome(house, fresh), 'valid')
  const { events } = await house.keyward.listAuditEvents(house.host, { tokenId, kind: 'token.value_closed' })
  assert.deepEqual(
    events.map(({ actor, facts }) => [actor.kind, facts.how]),
    [['system', 'quiet']],
  )
})

test('[B7] a value whose successor nobody uses is never closed for being quiet', async (t) => {
  const house = await openHouse(t)
  const { timers, beat } = turnedByHand()
  await house.another({ timers })
  const { tokenId, old } = await regenerated(house, { closeWhenQuietMs: MINUTE })
  house.clock.pass(20 * HOUR)
  await beat()
  assert.equal((await house.keyward.getToken(house.host, { tokenId })).versions.length, 2)
  assert.equal(await outcome(house, old), 'valid')
})
