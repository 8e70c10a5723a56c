import type { Clock, Store } from '../ports.ts'
import type { UsageBuffer } from '../usage/buffer.ts'

const SLICE = 500
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HOURS_KEPT_MS = 3 * DAY_MS
const DAYS_KEPT_MS = 400 * DAY_MS

/** Writes everything gathered, slice by slice. What cannot be written is given back: no count is lost. */
export async function flushUsage(store: Store, usage: UsageBuffer): Promise<void> {
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

/** Folds old hours into days and forgets very old days. */
export async function foldUsage(store: Store, clock: Clock): Promise<void> {
  const now = clock.now()
  await store.transact((writes) => writes.usage.fold(now - HOURS_KEPT_MS, now - DAYS_KEPT_MS))
}
