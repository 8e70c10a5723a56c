import type { Invalidation } from '../ports.ts'
import type { HeldToken } from '../verify/decide.ts'
import { keyOf, staleKeys } from './token-cache.ts'

/**
 * Keeps a fill from bringing back what was invalidated while it was on its way.
 * Remembers the latest sequence for each key, only while fills are in flight.
 */
export class Fence {
  #inFlight = 0
  readonly #latest = new Map<string, number>()

  begin(): void {
    this.#inFlight += 1
  }

  end(): void {
    this.#inFlight -= 1
    if (this.#inFlight === 0) this.#latest.clear()
  }

  note(invalidation: Invalidation): void {
    if (this.#inFlight > 0) this.#latest.set(keyOf(invalidation), invalidation.sequence)
  }

  /** Whether a fill read at `head` has seen everything that concerns this token. */
  admits(held: HeldToken, head: number): boolean {
    return ['all *', ...staleKeys(held)].every((key) => (this.#latest.get(key) ?? 0) <= head)
  }
}
