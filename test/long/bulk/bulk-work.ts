// What is done with 100,000 tokens while verification goes on in the same thread, as a program of its own: a test
// runner follows every promise, and its own work would be measured with Keyward's.
import assert from 'node:assert/strict'
import { Policy } from '@keyward/contract'
import { openHouse } from '../../../packages/core/test/house.ts'
import { addMany } from '../../../packages/core/test/many-tokens.ts'
import { watchTurns } from '../../../packages/core/test/turns.ts'

/** One piece of work: on the clock, in CPU time of the process, and its longest turn in CPU time of the thread. */
export type Measured = { what: string; ms: number; cpuMs: number; turns: number; longestMs: number }

const MANY = 100_000

const endings: (() => Promise<void>)[] = []
const house = await openHouse({ after: (ending: () => Promise<void>) => endings.push(ending) })
const { keyward, host } = house
await addMany(house, MANY)
const { plaintext } = await keyward.generateToken(host, { name: 'spared', owner: 'organization' })
await keyward.verify(plaintext)

const measured: Measured[] = []
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const watch = watchTurns(() => keyward.verifyNow(plaintext))
  const [begun, cpu] = [Date.now(), process.cpuUsage()]
  const done = await work()
  const { user, system } = process.cpuUsage(cpu)
  measured.push({ what, ms: Date.now() - begun, cpuMs: Math.round((user + system) / 1000), ...watch() })
  return done
}

const selection = { filter: { search: 'many' } }
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
const policy = { ...Policy.parse({}), longestDays: 7 }
await keyward.updateSettings(host, { policy })
const touched = await timed('preview a policy', () => keyward.previewPolicy(host, {}))
assert.deepEqual([touched.tokens, touched.shortened], [MANY + 1, MANY + 1])
const applied = await timed('apply a policy', () => keyward.applyPolicy(host, { expected: MANY + 1 }))
assert.equal(applied.shortened, MANY + 1)
const report = await timed('verify the audit chain', () => keyward.verifyAuditChain(host, {}))
assert.ok(report.ok)
assert.equal(report.events, 3 * MANY + 7)
const live = await keyward.listTokens(host, { status: ['active'], limit: 1 })
assert.equal(live.total, MANY + 1)

for (const ending of endings.reverse()) await ending()
process.stdout.write(JSON.stringify(measured))
