import type { Clock, Random, Timers } from '../../ports.ts'
import { isLocked } from './faults.ts'

/** What waiting for a lock needs. Randomness keeps two waiting processes from walking in step. */
export type Patience = { clock: Clock; timers: Timers; random?: Random | undefined }

const PATIENCE_MS = 5000
const LONGEST_PAUSE_MS = 32

/** Makes `attempt` again while the database is locked, for at most 5 seconds, without blocking the process. */
export async function whileLocked<T>({ clock, timers, random }: Patience, attempt: () => T): Promise<T> {
  const until = clock.mono() + PATIENCE_MS
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return attempt()
    } catch (error) {
      if (!isLocked(error) || clock.mono() >= until) throw error
    }
    const share = random ? (random.bytes(1)[0] ?? 0) / 256 : 1
    await pause(timers, pauseMs / 2 + (pauseMs / 2) * share)
  }
}

const pause = (timers: Timers, delayMs: number): Promise<void> =>
  new Promise((resolve) => timers.after(delayMs, resolve))
