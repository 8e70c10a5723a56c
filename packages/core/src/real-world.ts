import { randomBytes } from 'node:crypto'
import type { Clock, Random, Timers } from './ports.ts'

/** The machine's own clocks. */
export const realClock: Clock = { now: () => Date.now(), mono: () => performance.now() }

/** The machine's own secure randomness. */
export const realRandom: Random = { bytes: (count) => randomBytes(count) }

/** The event loop's own timers. */
export const realTimers: Timers = {
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs)
    return () => clearTimeout(timer)
  },
  afterInBackground(delayMs, work) {
    const timer = setTimeout(work, delayMs).unref()
    return () => clearTimeout(timer)
  },
}
