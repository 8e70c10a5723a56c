import type { NoticeRecord } from './notice.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
/** How long a mail is tried: as long as mail servers do it (RFC 5321 §4.5.4.1). */
export const GIVE_UP_MS = 5 * 24 * 60 * MINUTE_MS
export const OUT_OF_TIME = 'It could not be sent in its time.'

/** What became of an attempt to send. `refused` is for good; `unreachable` concerns every mail, not this one. */
export type Delivery =
  | { kind: 'accepted'; answer: string }
  | { kind: 'refused' | 'deferred' | 'unreachable'; reason: string }

/** The row after an attempt. `chance`, from 0 to 1, spreads what was put off at once. */
export function afterAttempt(
  record: NoticeRecord,
  delivery: Delivery,
  now: number,
  chance: number,
): NoticeRecord {
  if (delivery.kind === 'unreachable') return { ...record, status: 'waiting', lastError: delivery.reason }
  const tried = { ...record, tries: record.tries + 1 }
  if (delivery.kind === 'accepted') return ended(tried, 'sent', null, now)
  const dueAt = now + retryDelayMs(tried.tries, chance)
  if (delivery.kind === 'refused' || dueAt >= record.giveUpAt)
    return ended(tried, 'failed', delivery.reason, now)
  return { ...tried, status: 'waiting', dueAt, lastError: delivery.reason }
}

/** The row of a mail that is not tried any more. */
export const ended = (
  record: NoticeRecord,
  status: 'sent' | 'failed',
  lastError: string | null,
  now: number,
): NoticeRecord => ({ ...record, status, lastError, sealed: null, settledAt: now })

/** How long one mail waits after so many tries: doubling from a minute, at most two hours. */
const retryDelayMs = (tries: number, chance: number): number =>
  spread(MINUTE_MS, 2 * 60 * MINUTE_MS, tries, chance)

/** How long all wait once the mail server could not be reached so many times: doubling from two seconds, at most five minutes. */
export const pauseMs = (failures: number, chance: number): number =>
  spread(2 * SECOND_MS, 5 * MINUTE_MS, failures, chance)

function spread(firstMs: number, longestMs: number, times: number, chance: number): number {
  const doubled = Math.min(firstMs * 2 ** Math.max(0, times - 1), longestMs)
  return Math.round(doubled * (1 - chance / 4))
}
