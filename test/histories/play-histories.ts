import fc from 'fast-check'
import type { House } from '../../packages/core/test/house.ts'
import { anyStep, checkAll, openWorld, take } from './play.ts'

/** Plays random histories, each in organisations of its own; answers how many steps that were. */
export async function playHistories(
  house: House,
  { runs, steps }: { runs: number; steps: number },
): Promise<number> {
  let taken = 0
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: steps, maxLength: steps }), async (history) => {
      const world = await openWorld(house)
      for (const step of history) await take(world, step)
      await checkAll(world)
      taken += history.length
    }),
    // Shrinking a history takes longer than reading it: the seed brings it back.
    { numRuns: runs, endOnFailure: true },
  )
  return taken
}
