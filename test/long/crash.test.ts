import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killDeliveries } from '../crash/kill-deliveries.ts'
import { runKillRounds } from '../crash/kill-rounds.ts'
import { numberFrom, takeSeed } from '../crash/seed.ts'
import { failWrites, killAtWrites } from '../crash/write-points.ts'

const slices = {
  ci: { rounds: 15, deliveries: 12, kills: 150, failures: 120 },
  full: { rounds: 200, deliveries: 200, kills: Number.POSITIVE_INFINITY, failures: Number.POSITIVE_INFINITY },
}
const { rounds, deliveries, kills, failures } = process.env.KEYWARD_LONG === 'full' ? slices.full : slices.ci

test('many kills of a busy server lose nothing acknowledged and revive nothing revoked', async (t) => {
  const report = await runKillRounds(t, rounds, takeSeed(t))
  t.diagnostic(`${report.acknowledged} acknowledged over ${rounds} kills`)
  assert.deepEqual(report.faults, [])
})

test('many kills of a server that posts messages lose none, and post none again that was written down as delivered', async (t) => {
  const { messages, again, faults } = await killDeliveries(t, deliveries, takeSeed(t))
  t.diagnostic(`${messages} messages over ${deliveries} kills, ${again} of them posted again`)
  assert.deepEqual(faults, [])
})

test('a kill at every write of a scripted run loses nothing acknowledged and revives nothing revoked', async (t) => {
  const { writes, runs, struck, faults } = await killAtWrites(kills, numberFrom(takeSeed(t)))
  t.diagnostic(`killed at ${struck} of ${writes} writes`)
  assert.deepEqual(faults, [])
  assert.ok(struck > runs * 0.98, `only ${struck} of ${runs} runs were killed`)
})

test('every write of a scripted run may fail, once or for good: nothing is acknowledged that a restart does not find', async (t) => {
  const { runs, struck, faults } = await failWrites(failures, numberFrom(takeSeed(t)))
  t.diagnostic(`${struck} of ${runs} runs reported the fault`)
  assert.deepEqual(faults, [])
  assert.ok(struck > runs / 2, `only ${struck} of ${runs} faults were noticed`)
})
