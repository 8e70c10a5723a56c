import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberFrom, takeSeed } from './seed.ts'
import { killAtWrites } from './write-points.ts'

const POINTS = 20

test('a kill at any write of a scripted run loses nothing acknowledged and revives nothing revoked', async (t) => {
  const { writes, runs, struck, faults } = await killAtWrites(POINTS, numberFrom(takeSeed(t)))
  t.diagnostic(`killed at ${struck} of ${writes} writes`)
  assert.deepEqual(faults, [])
  assert.ok(struck >= runs - 1, `only ${struck} of ${runs} runs were killed`)
})
