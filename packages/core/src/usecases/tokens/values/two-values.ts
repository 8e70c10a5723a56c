import type { TwoValues } from '../../../lifecycle/closing.ts'
import type { StoredToken, UsageSlice } from '../../../ports.ts'
import type { SecretRecord } from '../../../token/record.ts'
import { HOUR_MS } from '../../../world.ts'

/** A living value of a token, and what it did since the newest one was made. */
export type VersionRow = { secret: SecretRecord; calls: number; usedAt: number | null }

/** The living values, the newest first, each with its traffic. */
export function versionRows(
  { secrets }: StoredToken,
  traffic: UsageSlice['versions'],
  now: number,
): VersionRow[] {
  const living = secrets.filter(({ notAfter }) => notAfter === null || notAfter > now)
  const since = living[0]?.createdAt ?? now
  return living.map((secret) => {
    const own = traffic.filter(({ version, hour }) => version === secret.version && hour > since - HOUR_MS)
    return {
      secret,
      calls: own.reduce((sum, { count }) => sum + count, 0),
      usedAt: own.length > 0 ? Math.max(...own.map(({ lastAt }) => lastAt)) : null,
    }
  })
}

/** The facts that decide whether the old value may go; null unless two live. */
export function twoValues([fresh, old]: readonly VersionRow[]): TwoValues | null {
  if (!fresh || !old) return null
  return { replacedAt: fresh.secret.createdAt, oldUsedAt: old.usedAt, newUsedAt: fresh.usedAt }
}
