import type { Duration } from '@keyward/contract'
import { DAY, endOfDay, formatDayAndTime, formatRelative, toDateField } from '../dates.ts'

/** A duration as the form holds it: a preset, no end, or a day; `keep` leaves an expiry as it is. */
export type DurationChoice = { kind: 'keep' | '7' | '30' | '90' | 'unlimited' | 'date'; date: string }

/** What is chosen at first: 30 days, or the longest that the organisation allows. */
export function usualDuration(longestDays: number | null, now: number): DurationChoice {
  if (longestDays === null || longestDays >= 30) return { kind: '30', date: '' }
  if (longestDays >= 7) return { kind: '7', date: '' }
  return { kind: 'date', date: toDateField(now + (longestDays - 1) * DAY) }
}

/** Whether a preset lies within what the organisation allows. */
export const withinLongest = (kind: DurationChoice['kind'], longestDays: number | null): boolean =>
  longestDays === null ||
  kind === 'keep' ||
  kind === 'date' ||
  (kind !== 'unlimited' && Number(kind) <= longestDays)

/** The duration to send; undefined to leave it as it is. A date that is not one is sent as typed, for the server to refuse. */
export function toDuration({ kind, date }: DurationChoice): Duration | undefined {
  if (kind === 'keep') return undefined
  if (kind === 'unlimited') return 'unlimited'
  if (kind === 'date') return { until: endOfDay(date)?.toISOString() ?? date }
  return { days: Number(kind) }
}

/** The date that a choice leads to, spelled out. */
export function spellExpiry(choice: DurationChoice, now: number, expiresAt: string | null = null): string {
  const at = expiryOf(choice, now, expiresAt)
  if (at === 'unlimited') return 'Never expires. It stays valid until somebody revokes it.'
  if (at === undefined) return 'Choose the last day on which it is valid.'
  if (at <= now) return 'That day is over. Choose a later one.'
  return `Expires ${formatDayAndTime(at)} (${formatRelative(at, now)}).`
}

function expiryOf(
  { kind, date }: DurationChoice,
  now: number,
  expiresAt: string | null,
): number | 'unlimited' | undefined {
  if (kind === 'unlimited') return 'unlimited'
  if (kind === 'keep') return expiresAt === null ? 'unlimited' : Date.parse(expiresAt)
  if (kind === 'date') return endOfDay(date)?.getTime()
  return now + Number(kind) * DAY
}
