/** Time. `now` is the wall clock in epoch milliseconds; `mono` only ever grows, in milliseconds with fractions. */
export interface Clock {
  now(): number
  mono(): number
}

/** Randomness from a cryptographic source. */
export interface Random {
  bytes(count: number): Uint8Array
}

/** An hour, and a day of 24 of them, in milliseconds. */
export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** Timers. A waiter re-checks `Clock.mono` when it wakes: timers fire early. */
export interface Timers {
  /** Runs `work` once after `delayMs`; answers a cancel. Somebody waits for it: the process stays alive. */
  after(delayMs: number, work: () => void): () => void
  /** The same for work that nobody waits for: it keeps no process alive. */
  afterInBackground(delayMs: number, work: () => void): () => void
}

const HOLD_MS = 4

/** For long work in small steps: called after each, it lets everything else have its turn once the thread was held for a few milliseconds. */
export function createPace({ clock, timers }: { clock: Clock; timers: Timers }): () => Promise<void> {
  let since = clock.mono()
  return async () => {
    if (clock.mono() - since < HOLD_MS) return
    await new Promise<void>((resolve) => timers.after(0, resolve))
    since = clock.mono()
  }
}
