import type { ShownStatus, Status } from '@keyward/contract'
import { hasExpired } from './moves.ts'

/** What a person is shown: the status, or why a token that is not revoked is refused. */
export function shownStatus(
  { status, expiresAt, ownerActive }: { status: Status; expiresAt: number | null; ownerActive: boolean },
  now: number,
): ShownStatus {
  if (status === 'revoked') return 'revoked'
  if (hasExpired(expiresAt, now)) return 'expired'
  if (status === 'pending') return 'pending'
  return ownerActive ? 'active' : 'stopped'
}
