const MINUTE_MS = 60_000
const LONGEST_MS = 2 * 60 * MINUTE_MS
/** How long a mail is tried: as long as mail servers do it (RFC 5321 §4.5.4.1). */
export const GIVE_UP_MS = 5 * 24 * 60 * MINUTE_MS

/** How long to wait after so many tries: doubling from a minute, at most two hours, by chance up to a quarter less. */
export function retryDelayMs(tries: number, chance: number): number {
  const doubled = Math.min(MINUTE_MS * 2 ** Math.max(0, tries - 1), LONGEST_MS)
  return Math.round(doubled * (1 - chance / 4))
}
