import type { Clock, Invalidation, InvalidationFeed } from '../ports.ts'

type LeaseDeps = {
  feed: InvalidationFeed
  clock: Clock
  verifierId: string
  /** Told of each invalidation, in order, before the lease is extended. */
  drop: (invalidation: Invalidation) => void
  /** Told when continuity is lost: nothing learnt before may be trusted. */
  dropAll: () => void
}

/**
 * The right to answer from memory, for a short while.
 *
 * A renewal reads every invalidation that this process has not applied yet, and only then extends the lease to
 * `leaseMs` after the moment at which the renewal was *begun*. A change that commits after that read can therefore wait
 * out `leaseMs` from its commit, on its own monotonic clock, and know that no lease that missed it is left.
 * See docs/decisions/0004-a-revocation-that-has-returned-is-final.md.
 */
export class Lease {
  readonly #deps: LeaseDeps
  #registered = false
  #applied = 0
  #until = Number.NEGATIVE_INFINITY
  /** Grows whenever continuity is lost, so that a fill begun before can be told from one begun after. */
  #epoch = 0
  #renewing: Promise<void> | undefined

  constructor(deps: LeaseDeps) {
    this.#deps = deps
  }

  get epoch(): number {
    return this.#epoch
  }

  /** The last invalidation that this process has applied without a gap. */
  get applied(): number {
    return this.#applied
  }

  /** Whether memory may be trusted in this very tick, renewing at once where the engine can. */
  holds(): boolean {
    const { clock, feed, verifierId } = this.#deps
    const begun = clock.mono()
    if (begun < this.#until) return true
    if (!this.#registered) return false
    const renewal = feed.renewNow(verifierId, this.#applied)
    if (renewal === undefined) return false
    if (!renewal.registered) {
      this.#lose()
      return false
    }
    this.#extend(renewal.invalidations, begun)
    // Read after the question was asked, and answered in the same tick: however long a pause in between was.
    return true
  }

  /** Renews, registering first if need be; all who ask meanwhile wait for the same. Rejects when the database cannot be reached. */
  renew(): Promise<void> {
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = undefined
    })
    return this.#renewing
  }

  async #renewOnce(): Promise<void> {
    const { clock, feed, verifierId } = this.#deps
    if (!this.#registered) {
      const epoch = this.#epoch
      const head = await feed.register(verifierId, clock.now())
      if (epoch !== this.#epoch) return
      // What was read before the head may be older than it, and nothing would ever tell.
      this.#deps.dropAll()
      this.#applied = head
      this.#registered = true
    }
    const epoch = this.#epoch
    const begun = clock.mono()
    const renewal = await feed.renew(verifierId, this.#applied)
    if (epoch !== this.#epoch) return
    if (renewal.registered) this.#extend(renewal.invalidations, begun)
    else this.#lose()
  }

  /** Applies what this process has itself committed, ahead of the next renewal. */
  apply(invalidations: readonly Invalidation[]): void {
    for (const invalidation of invalidations) {
      this.#deps.drop(invalidation)
      if (invalidation.sequence === this.#applied + 1) this.#applied = invalidation.sequence
    }
  }

  /** Lets go for good: nothing is answered from memory any more. */
  end(): void {
    this.#lose()
  }

  #extend(invalidations: readonly Invalidation[], begun: number): void {
    for (const invalidation of invalidations) {
      this.#deps.drop(invalidation)
      this.#applied = Math.max(this.#applied, invalidation.sequence)
    }
    this.#until = begun + this.#deps.feed.leaseMs
  }

  #lose(): void {
    this.#registered = false
    this.#until = Number.NEGATIVE_INFINITY
    this.#epoch += 1
    this.#deps.dropAll()
  }
}
