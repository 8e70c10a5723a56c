import type { Duration } from '@keyward/contract'
import { wrongUsage } from '../stop.ts'

const UNITS = { min: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** How long a token lives: `30d`, `2w`, `never`, or a date (`2027-01-31`, `2027-01-31T12:00Z`). @throws Stop */
export function parseExpiry(text: string): Duration {
  if (text === 'never') return 'unlimited'
  const [, count, unit] = /^(\d{1,9})(d|w)$/.exec(text) ?? []
  if (count !== undefined) return { days: Number(count) * (unit === 'w' ? 7 : 1) }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { until: `${text}T23:59:59Z` }
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text))
    return { until: withSeconds(text) }
  throw wrongUsage(
    `"${text}" is no expiry`,
    'Give days or weeks (30d, 2w), a date (2027-01-31), an instant (2027-01-31T12:00Z), or never.',
  )
}

/** A short time in milliseconds: `0`, `90min`, `24h`, `7d`. @throws Stop */
export function parseSpan(text: string): number {
  if (text === '0') return 0
  const [, count, unit] = /^(\d{1,6})(min|h|d)$/.exec(text) ?? []
  if (count === undefined)
    throw wrongUsage(`"${text}" is no time span`, 'Give minutes, hours or days: 0, 90min, 24h, 7d.')
  return Number(count) * UNITS[unit as keyof typeof UNITS]
}

const withSeconds = (text: string) => text.replace(/T(\d{2}:\d{2})(Z|[+-])/, 'T$1:00$2')
