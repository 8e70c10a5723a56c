const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** An instant as people read it: in the organisation's time zone, and in UTC. */
export function moment(at: number, timeZone: string): string {
  const utc = `${shown(at, 'UTC')} UTC`
  return timeZone === 'UTC' ? utc : `${shown(at, timeZone)} ${timeZone} (${utc})`
}

const shown = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(at)

/** How far away an instant is: "in 7 days", "in 23 hours", "5 minutes ago". */
export function distance(at: number, now: number): string {
  const ms = Math.abs(at - now)
  const [count, unit] =
    ms >= 2 * DAY_MS - HOUR_MS
      ? [Math.round(ms / DAY_MS), 'day']
      : ms >= HOUR_MS
        ? [Math.round(ms / HOUR_MS), 'hour']
        : [Math.max(1, Math.round(ms / MINUTE_MS)), 'minute']
  const amount = `${count} ${unit}${count === 1 ? '' : 's'}`
  return at >= now ? `in ${amount}` : `${amount} ago`
}
