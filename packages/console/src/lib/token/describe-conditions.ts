import type { RateLimit } from '@keyward/contract'

const number = new Intl.NumberFormat('en-GB')

const WINDOWS = new Map([
  [1, 'second'],
  [60, 'minute'],
  [3600, 'hour'],
  [86_400, 'day'],
])

/** The lengths of window that the form offers. */
export const OFFERED_WINDOWS: readonly number[] = [...WINDOWS.keys()]

/** "minute", or "30 seconds" for a length that has no name. */
export const windowWords = (seconds: number): string =>
  WINDOWS.get(seconds) ?? `${number.format(seconds)} seconds`

/** "100 calls a minute". */
export function rateWords({ limit, windowSeconds }: RateLimit): string {
  const each = WINDOWS.has(windowSeconds)
    ? `${windowSeconds === 3600 ? 'an' : 'a'} ${windowWords(windowSeconds)}`
    : `in ${windowWords(windowSeconds)}`
  return `${callWords(limit)} ${each}`
}

export const callWords = (count: number): string =>
  `${number.format(count)} ${count === 1 ? 'call' : 'calls'}`
