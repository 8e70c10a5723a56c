import type { Duration } from '@keyward/contract'
import { DAY_MS } from '../world.ts'

/** The last instant that ISO 8601 writes with four digits of year. */
export const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

export type ExpiryDecision = { expiresAt: number | null } | { fault: string }

/** Turns a duration into the instant at which a token expires, counted from now; null is never. */
export function decideExpiry(duration: Duration, now: number): ExpiryDecision {
  if (duration === 'unlimited') return { expiresAt: null }
  if ('until' in duration) return within(Date.parse(duration.until), now)
  if (!Number.isInteger(duration.days)) return { fault: 'the number of days is not a whole number' }
  return within(now + duration.days * DAY_MS, now)
}

function within(expiresAt: number, now: number): ExpiryDecision {
  if (!Number.isSafeInteger(expiresAt)) return { fault: 'this is not a date' }
  if (!(expiresAt > now)) return { fault: 'the expiry must lie in the future' }
  if (expiresAt > LAST_INSTANT) return { fault: 'the expiry must lie before the year 10000' }
  return { expiresAt }
}
