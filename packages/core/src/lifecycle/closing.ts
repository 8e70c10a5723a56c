/** What is known of the two values of a token while both live. Instants are epoch milliseconds. */
export type TwoValues = {
  /** When the new value was made, and the old one began to wait for its end. */
  replacedAt: number
  oldUsedAt: number | null
  newUsedAt: number | null
}

export type ClosingDecision =
  | { safe: true; quietSince: number }
  | { safe: false; quietSince: number; why: 'still_used' | 'new_unused' }

/** How long an old value must be unused to be called quiet, where nobody has said. */
export const QUIET_MS = 3_600_000

/**
 * Says whether the old value can be closed without anybody noticing: the new one has arrived somewhere, and the old
 * one has been quiet for `quietMs`. A new value that nobody uses proves nothing, however quiet the old one is.
 */
export function decideClosing(
  { replacedAt, oldUsedAt, newUsedAt }: TwoValues,
  quietMs: number,
  now: number,
): ClosingDecision {
  const quietSince = Math.max(replacedAt, oldUsedAt ?? 0)
  if (newUsedAt === null) return { safe: false, quietSince, why: 'new_unused' }
  if (now - quietSince < quietMs) return { safe: false, quietSince, why: 'still_used' }
  return { safe: true, quietSince }
}
