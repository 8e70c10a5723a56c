// A bulk revocation of 100,000 tokens, and its undoing, while verification goes on in the same thread.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse } from '../../packages/core/test/house.ts'
import { addMany } from '../../packages/core/test/many-tokens.ts'
import { watchTurns } from '../../packages/core/test/turns.ts'

const MANY = 100_000
/** Thread time that one turn of the event loop may take: a third of a slice takes 6 ms, a collection more. */
const MOST_CPU_MS = 300

test('[L6] 100,000 tokens are previewed, revoked and brought back, and verification never waits long', async (t) => {
  const house = await openHouse(t)
  const { keyward, host } = house
  await addMany(house, MANY)
  const { plaintext } = await keyward.generateToken(host, { name: 'spared', owner: 'organization' })
  await keyward.verify(plaintext)
  const selection = { filter: { search: 'many' } }
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const watch = watchTurns(() => keyward.verifyNow(plaintext))
    const [begun, cpu] = [Date.now(), process.cpuUsage()]
    const done = await work()
    const { user, system } = process.cpuUsage(cpu)
    const { longestMs, turns } = watch()
    t.diagnostic(
      `${what}: ${Date.now() - begun} ms, ${Math.round((user + system) / 1000)} ms of CPU, longest of ${turns} turns ${longestMs.toFixed(1)} ms of CPU`,
    )
    assert.ok(longestMs < MOST_CPU_MS, `${what}: ${longestMs} ms`)
    return done
  }

  const page = await timed('first page', () => keyward.listTokens(host, { ...selection.filter, limit: 50 }))
  assert.equal(page.total, MANY)
  const preview = await timed('preview', () => keyward.previewRevocation(host, { selection }))
  assert.deepEqual([preview.tokens, preview.callsLastDay], [MANY, MANY])
  const { batchId } = preview
  const done = await timed('revoke', () => keyward.revokeTokens(host, { selection, expected: MANY, batchId }))
  assert.equal(new Set(done.revoked).size, MANY)
  assert.equal((await keyward.verify(plaintext)).valid, true)
  const undone = await timed('undo', () => keyward.reinstateTokens(host, { batchId }))
  assert.equal(undone.reinstated.length, MANY)
  const report = await timed('verify the audit chain', () => keyward.verifyAuditChain(host, {}))
  assert.ok(report.ok)
  assert.equal(report.events, 2 * MANY + 4)
  const live = await keyward.listTokens(host, { status: ['active'], limit: 1 })
  assert.equal(live.total, MANY + 1)
})
