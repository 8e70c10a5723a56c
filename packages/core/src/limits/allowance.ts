import type { RateLimitStanding } from '@keyward/contract'
import {
  type Demand,
  isCurrent,
  type Leftover,
  type Limits,
  type Portion,
  type Reservation,
} from './account.ts'

/** After this long it is asked again whether something of a limit was given back. */
const ASK_AGAIN_MS = 1000

/** What came of a call at a token's limits; `rateLimit` where the token has one and its standing is known. */
export type Spending = {
  outcome: 'spent' | 'rate_limited' | 'usage_exhausted'
  rateLimit: RateLimitStanding | undefined
}

type Held<T extends 'rate' | 'cap'> = NonNullable<Reservation[T]> & {
  /** When this process last asked. */
  at: number
  /** How many it got then. */
  last: number
}

/** The calls that this process has reserved for one token and not yet spent. */
export class Allowance {
  #rate: Held<'rate'> | undefined
  #cap: Held<'cap'> | undefined

  /** Tests both limits, then debits both; a refusal debits nothing. Undefined: what is held cannot tell. */
  spend(limits: Limits, now: number): Spending | undefined {
    const held = this.#held(limits, now)
    const outcome = outcomeOf(held, limits, now)
    if (outcome === undefined) return undefined
    if (outcome === 'spent') {
      if (held.rate) held.rate.units -= 1
      if (held.cap) held.cap.units -= 1
    }
    return { outcome, rateLimit: standing(limits, held.rate, now) }
  }

  /** What is reserved here and not spent. */
  get unspent(): Leftover {
    return { rate: this.#rate ?? null, cap: this.#cap ?? null }
  }

  /** Whether `spend` can tell. */
  knows(limits: Limits, now: number): boolean {
    return outcomeOf(this.#held(limits, now), limits, now) !== undefined
  }

  /** What to ask for when so many calls wait. */
  demand(limits: Limits, waiting: number, now: number): { rate: Demand; cap: Demand } {
    const { rate, cap } = this.#held(limits, now)
    return { rate: demandOf(waiting, rate, this.#rate), cap: demandOf(waiting, cap, this.#cap) }
  }

  /** Adds what was reserved; what is held of another window, or under another cap, is worth nothing any more. */
  add({ rate, cap }: Reservation, now: number): void {
    const sameWindow = rate?.start === this.#rate?.start && rate?.ms === this.#rate?.ms
    if (rate) this.#rate = { ...rate, ...joined(this.#rate, sameWindow, rate), at: now }
    const sameCap = cap?.since === this.#cap?.since
    if (cap) this.#cap = { ...cap, ...joined(this.#cap, sameCap, cap), at: now }
  }

  /** Gives up everything; answers what is left to give back, if anything. */
  empty(now: number): Leftover | undefined {
    const rate = this.#rate && isCurrent(this.#rate, now) && this.#rate.units > 0 ? this.#rate : null
    const cap = this.#cap && this.#cap.units > 0 ? this.#cap : null
    this.#rate = undefined
    this.#cap = undefined
    if (!rate && !cap) return undefined
    return {
      rate: rate && { start: rate.start, ms: rate.ms, units: rate.units },
      cap: cap && { since: cap.since, units: cap.units },
    }
  }

  /** What counts under these limits now. */
  #held({ rateLimit, usageCap }: Limits, now: number) {
    const [rate, cap] = [this.#rate, this.#cap]
    return {
      rate: rate && rate.ms === lengthOf(rateLimit) && isCurrent(rate, now) ? rate : undefined,
      cap: cap && cap.since === usageCap?.since ? cap : undefined,
    }
  }
}

const lengthOf = (rateLimit: Limits['rateLimit']) => rateLimit && rateLimit.windowSeconds * 1000

/** `last` stays what it was where nothing was asked for. */
const joined = (held: { units: number; last: number } | undefined, same: boolean, { units }: Portion) => ({
  units: (same ? (held?.units ?? 0) : 0) + units,
  last: units || (held?.last ?? 0),
})

function standing(
  { rateLimit }: Limits,
  rate: Held<'rate'> | undefined,
  now: number,
): RateLimitStanding | undefined {
  if (!rateLimit || !rate) return undefined
  const { start, ms, units, remaining } = rate
  return { ...rateLimit, remaining: units + remaining, resetSeconds: Math.ceil((start + ms - now) / 1000) }
}

/** The rate limit is tested first, and refuses first. */
function outcomeOf(
  { rate, cap }: { rate: Held<'rate'> | undefined; cap: Held<'cap'> | undefined },
  { rateLimit, usageCap }: Limits,
  now: number,
): Spending['outcome'] | undefined {
  const byRate = rateLimit ? standOf(rate, now) : 'open'
  if (byRate !== 'open') return byRate === 'closed' ? 'rate_limited' : undefined
  const byCap = usageCap ? standOf(cap, now) : 'open'
  if (byCap !== 'open') return byCap === 'closed' ? 'usage_exhausted' : undefined
  return 'spent'
}

function standOf(held: Held<'rate' | 'cap'> | undefined, now: number): 'open' | 'closed' | 'unsure' {
  if (!held) return 'unsure'
  if (held.units > 0) return 'open'
  const fresh = now >= held.at && now < held.at + ASK_AGAIN_MS
  return held.remaining === 0 && fresh ? 'closed' : 'unsure'
}

/** Twice as many as the last time, also where that was in a window that is over. */
const demandOf = (
  waiting: number,
  held: { units: number } | undefined,
  before: { last: number } | undefined,
): Demand => ({
  waiting: Math.max(0, waiting - (held?.units ?? 0)),
  ahead: 2 * (before?.last ?? 0),
})
