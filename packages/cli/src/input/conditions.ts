import type { RateLimit } from '@keyward/contract'
import { wrongUsage } from '../stop.ts'

const SECONDS = { s: 1, min: 60, m: 60, h: 3600, d: 86_400 } as const

/** At most so many calls in each window: `100/1min`, `5/s`. @throws Stop */
export function parseRate(text: string): RateLimit {
  const [, limit, count = '1', unit] = /^(\d{1,9})\/(\d{1,5})?(s|min|m|h|d)$/.exec(text) ?? []
  if (limit === undefined || Number(limit) === 0 || Number(count) === 0)
    throw wrongUsage(
      `"${text}" is no rate`,
      'Give calls and a window of up to a day: 100/1min, 5/1s, 10000/1d.',
    )
  return { limit: Number(limit), windowSeconds: Number(count) * SECONDS[unit as keyof typeof SECONDS] }
}

/** A day's first instant, or an instant: `2027-01-31`, `2027-01-31T12:00Z`. @throws Stop */
export function parseInstant(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text}T00:00:00Z`
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text))
    return text.replace(/T(\d{2}:\d{2})(Z|[+-])/, 'T$1:00$2')
  throw wrongUsage(`"${text}" is no instant`, 'Give a date (2027-01-31) or an instant (2027-01-31T12:00Z).')
}
