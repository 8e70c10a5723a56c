import { test } from 'node:test'
import { openHouse } from '../../packages/core/test/house.ts'
import { playHistories } from './play-histories.ts'

test('random steps of members in two organisations leave every token as an independent model says', async (t) => {
  await playHistories(await openHouse(t), { runs: 6, steps: 100 })
})
