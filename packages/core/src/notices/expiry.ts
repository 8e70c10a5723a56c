import { DAY_MS } from '../world.ts'

/** How many days before its end a token's people are warned. */
const WARN_DAYS = [7, 1] as const

/** A warning that is to be given. */
export type PlannedWarning = { days: number; dueAt: number }

/**
 * When to warn of an expiry that was set at `setAt`: seven days and one day before, if then at least twice that time
 * was left. Whoever chose a short life need not be told that it is short.
 */
export function planWarnings(expiresAt: number | null, setAt: number): PlannedWarning[] {
  if (expiresAt === null) return []
  return WARN_DAYS.filter((days) => expiresAt - setAt >= 2 * days * DAY_MS).map((days) => ({
    days,
    dueAt: expiresAt - days * DAY_MS,
  }))
}

/** From when on answers say that a token is about to expire; null: never. */
export function warnFrom(expiresAt: number | null, setAt: number): number | null {
  const [first] = planWarnings(expiresAt, setAt)
  return first?.dueAt ?? null
}
