/*
 * How a rate limit and a usage cap stay exact over several processes without a write for each call.
 *
 * A token's account says what running processes have reserved of its limits. A process reserves a slice of calls by
 * writing the account, durably, and only then lets calls through, from memory, until the slice is spent. So what was
 * let through never exceeds what is written. A slice that a process loses by crashing stays reserved and is lost: fewer
 * calls than the limit, never more. A slice that is not used is given back.
 *
 * How large a slice is: as many calls as wait for it, or some ahead, twice as many as the last time, but at most an
 * eighth of what is left. Towards the end of a limit a slice is therefore one call for each that waits, and no process
 * sits on the last ones.
 *
 * A rate limit counts in windows that begin at whole multiples of their length. The account holds one window, and it
 * never goes back: a process whose clock is behind reserves in the window that the others have reached. Only where the
 * stored window lies further ahead than clocks differ was the clock set back, and counting begins anew.
 */
import type { RateLimitStanding } from '@keyward/contract'
import type { Conditions } from '../token/conditions.ts'

/** What bounds how often a token is let through. */
export type Limits = Pick<Conditions, 'rateLimit' | 'usageCap'>

/** One window of a rate limit. Instants and lengths are in milliseconds. */
export type Window = { start: number; ms: number }

/** What was reserved, as stored: in the latest window, and of the cap that was set at revision `since`. */
export type Account = {
  window: Window & { uses: number }
  cap: { since: number; uses: number }
}

export const NOTHING_RESERVED: Account = {
  window: { start: 0, ms: 0, uses: 0 },
  cap: { since: 0, uses: 0 },
}

export const NOTHING_UNSPENT: Leftover = { rate: null, cap: null }

/** What a process asks for: as many as wait, and rather as many as `ahead`. */
export type Demand = { waiting: number; ahead: number }

/** What it gets of one limit: `units` to spend; `remaining` is what nobody has reserved. */
export type Portion = { units: number; remaining: number }

/** What was reserved of both limits; null: the token has no such limit. */
export type Reservation = {
  rate: (Portion & Window) | null
  cap: (Portion & { since: number }) | null
}

/** Calls that are still to be spent, and must be given back if they will not be. */
export type Leftover = {
  rate: (Window & { units: number }) | null
  cap: { since: number; units: number } | null
}

const MOST_AHEAD = 1000
const SHARE_AHEAD = 8
const CLOCKS_DIFFER_MS = 5 * 60_000

/** Reserves what is asked for, as far as the limits allow. */
export function decideReservation(
  { window, cap }: Account,
  { rateLimit, usageCap }: Limits,
  demand: { rate: Demand; cap: Demand },
  now: number,
): { account: Account; reservation: Reservation } {
  const counted = rateLimit ? countedWindow(window, rateLimit.windowSeconds * 1000, now) : window
  const capped = usageCap && cap.since !== usageCap.since ? { since: usageCap.since, uses: 0 } : cap
  const rate = rateLimit && portionOf(rateLimit.limit - counted.uses, demand.rate)
  const share = usageCap && portionOf(usageCap.limit - capped.uses, demand.cap)
  return {
    account: {
      window: { ...counted, uses: counted.uses + (rate?.units ?? 0) },
      cap: { ...capped, uses: capped.uses + (share?.units ?? 0) },
    },
    reservation: {
      rate: rate && { ...rate, start: counted.start, ms: counted.ms },
      cap: share && { ...share, since: capped.since },
    },
  }
}

/** Takes back what was not spent, where the account still counts it. */
export function decideReturn({ window, cap }: Account, { rate, cap: share }: Leftover): Account {
  const sameWindow = rate?.start === window.start && rate.ms === window.ms
  return {
    window: { ...window, uses: window.uses - (sameWindow ? rate.units : 0) },
    cap: { ...cap, uses: cap.uses - (share?.since === cap.since ? share.units : 0) },
  }
}

/** Where a token stands in its rate limit, where this process has so much of a window reserved and not spent. */
export function standingIn(
  window: Account['window'],
  rateLimit: NonNullable<Limits['rateLimit']>,
  unspent: Leftover['rate'],
  now: number,
): RateLimitStanding {
  const { window: made } = decideReturn({ ...NOTHING_RESERVED, window }, { rate: unspent, cap: null })
  const { start, ms, uses } = countedWindow(made, rateLimit.windowSeconds * 1000, now)
  return {
    ...rateLimit,
    remaining: Math.max(0, rateLimit.limit - uses),
    resetSeconds: Math.ceil((start + ms - now) / 1000),
  }
}

/** Whether a window is the one to count in: not over, nor further ahead than clocks differ. */
export const isCurrent = ({ start, ms }: Window, now: number): boolean =>
  now < start + ms && start - now <= Math.max(ms, CLOCKS_DIFFER_MS)

function countedWindow(window: Account['window'], ms: number, now: number): Account['window'] {
  return window.ms === ms && isCurrent(window, now) ? window : { start: now - (now % ms), ms, uses: 0 }
}

function portionOf(free: number, { waiting, ahead }: Demand): Portion {
  const left = Math.max(0, free)
  const some = Math.min(ahead, Math.floor(left / SHARE_AHEAD), MOST_AHEAD)
  const units = waiting === 0 ? 0 : Math.min(left, Math.max(waiting, some))
  return { units, remaining: left - units }
}
