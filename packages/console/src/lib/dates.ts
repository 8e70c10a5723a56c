const SECOND = 1000
const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' })
const relativeShort = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always', style: 'short' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const dayLong = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const exact = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
})
const exactUtc = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
})
const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** How far an instant is from now: "3 hours ago", "in 30 days", "just now". */
export function formatRelative(instant: string | number, now: number, words = relative): string {
  const distance = new Date(instant).getTime() - now
  const size = Math.abs(distance)
  if (size < 45 * SECOND) return distance > 0 ? 'in a moment' : 'just now'
  const rounded = Math.round(size / MINUTE) * MINUTE
  const [unit, length] = UNITS.find(([, unitMs]) => rounded >= unitMs && !awkward(rounded, unitMs)) ?? [
    'minute',
    MINUTE,
  ]
  return words.format(Math.sign(distance) * Math.max(1, Math.round(rounded / length)), unit)
}

/** How long ago something happened, in few letters; a clock that lags behind the server's does not put it ahead. */
export function formatAgo(instant: string, now: number): string {
  return formatRelative(instant, Math.max(now, Date.parse(instant)), relativeShort)
}

/** Weeks and months are told only from a length at which rounding does not mislead. */
function awkward(size: number, unitMs: number): boolean {
  if (unitMs === 7 * DAY) return true
  return unitMs === 30 * DAY && size < 60 * DAY
}

/** "21 Dec 2026". */
export const formatDay = (instant: string | number): string => day.format(new Date(instant))

/** "Monday 21 December 2026, 14:05". */
export function formatDayAndTime(instant: string | number): string {
  const date = new Date(instant)
  return `${dayLong.format(date).replace(',', '')}, ${clockTime.format(date)}`
}

/** "21 Dec 2026, 14:05:09 CET": to the second, with the zone. */
export const formatExact = (instant: string | number): string => exact.format(new Date(instant))

/** An instant to the second as the person at the screen has it, and in UTC where that differs. */
export function exactLines(instant: string | number): string[] {
  return [...new Set([formatExact(instant), exactUtc.format(new Date(instant))])]
}

/** The last second of a day in this person's zone, from a date field's `2026-12-21`. */
export function endOfDay(text: string): Date | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!parts) return undefined
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const end = new Date(year, month - 1, date, 23, 59, 59)
  return end.getMonth() === month - 1 && end.getDate() === date ? end : undefined
}

/** A date field's text for an instant, in this person's zone. */
export function toDateField(instant: string | number): string {
  const date = new Date(instant)
  const pad = (value: number, width = 2) => String(value).padStart(width, '0')
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** A date-and-time field's text for an instant, in this person's zone, to the minute. */
export function toTimeField(instant: string | number): string {
  const date = new Date(instant)
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${toDateField(instant)}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}
