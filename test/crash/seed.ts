import type { TestContext } from 'node:test'

/** Chance that can be had again: CRASH_SEED, else a new one, printed either way. */
export function takeSeed(t: TestContext): string {
  const seed = process.env.CRASH_SEED ?? String(Date.now())
  t.diagnostic(`CRASH_SEED=${seed}`)
  return seed
}

/** A whole number drawn from a seed. */
export const numberFrom = (seed: string): number =>
  [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)
