// Random histories against an independent model: `ci` takes 10,000 steps, `full` ten times as many.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse } from '../../packages/core/test/house.ts'
import { playHistories } from '../histories/play-histories.ts'

const STEPS = 100

test('random histories of tokens, people and policies agree with an independent model: rights, moves, seats', async (t) => {
  const runs = process.env.KEYWARD_LONG === 'full' ? 1000 : 100
  const taken = await playHistories(await openHouse(t), { runs, steps: STEPS })
  assert.equal(taken, runs * STEPS)
  t.diagnostic(`${taken} steps`)
})
