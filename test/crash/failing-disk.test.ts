import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberFrom, takeSeed } from './seed.ts'
import { failWrites } from './write-points.ts'

const POINTS = 15

test('a write that fails, or a disk that is full, is reported: nothing is acknowledged that a restart does not find', async (t) => {
  const { runs, struck, faults } = await failWrites(POINTS, numberFrom(takeSeed(t)))
  t.diagnostic(`${struck} of ${runs} runs reported the fault`)
  assert.deepEqual(faults, [])
  assert.ok(struck > runs / 2, `only ${struck} of ${runs} faults were noticed`)
})
