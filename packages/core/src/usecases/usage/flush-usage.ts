import type { Store } from '../../ports.ts'
import type { UsageBuffer } from '../../usage/buffer.ts'
import { DAY_MS } from '../../world.ts'
import { breathe } from '../breathe.ts'
import type { Deps } from '../deps.ts'

const SLICE = 500
const HOURS_KEPT_MS = 3 * DAY_MS
/** Longer than any grace period. */
const VERSIONS_KEPT_MS = 14 * DAY_MS
const DAYS_KEPT_MS = 400 * DAY_MS

/**
 * Flushes that take turns: when one has answered, everything gathered before it was asked for is written, also what an
 * earlier one had taken.
 */
export function flusher(store: Store, usage: UsageBuffer): () => Promise<void> {
  let last = Promise.resolve()
  return () => {
    last = last.catch(() => {}).then(() => flushUsage(store, usage))
    return last
  }
}

/** Writes everything gathered, slice by slice. What cannot be written is given back: no count is lost. */
async function flushUsage(store: Store, usage: UsageBuffer): Promise<void> {
  for (let slices = usage.take(SLICE); slices.length > 0; slices = usage.take(SLICE)) {
    const taken = slices
    try {
      await store.transact((writes) => writes.usage.add(taken))
    } catch (error) {
      usage.giveBack(taken)
      throw error
    }
  }
}

/** Folds old hours into days and forgets very old days, in slices between which everything else has its turn. */
export async function foldUsage({
  store,
  clock,
  timers,
}: Pick<Deps, 'store' | 'clock' | 'timers'>): Promise<void> {
  const now = clock.now()
  const before = {
    hours: now - HOURS_KEPT_MS,
    days: now - DAYS_KEPT_MS,
    versions: now - VERSIONS_KEPT_MS,
  }
  for (let more = true; more; ) {
    more = (await store.transact((writes) => writes.usage.fold(before))).value
    await breathe(timers)
  }
}
