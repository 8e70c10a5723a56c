/*
 * The life of a token, as a table one can see.
 *
 * Three statuses are stored: pending, active, revoked. What a move may do depends on a little more: whether the
 * expiry has passed, and why a token was revoked. Together they make its standing, the rows below. Nothing else
 * decides: no use case compares statuses by itself.
 *
 * Two rows are ends. Expiry is final: a token that was meant to stop on a day is not edited back to life, since
 * whoever saw the date relied on it. And a revocation as `compromised` is final, because somebody else may hold
 * the value. Every other revocation can be taken back until the expiry, except a denial, which is the approver's
 * word and not the requester's to undo. A token only ever leaves the table through `delete`, from a row in which it is
 * already refused, so that deleting never hides that something was alive.
 */
import type { RevokeReason, Status } from '@keyward/contract'

export const MOVES = [
  'approve',
  'deny',
  'revoke',
  'compromise',
  'reinstate',
  'resubmit',
  'regenerate',
  'close',
  'update',
  'delete',
] as const
export type Move = (typeof MOVES)[number]

/** Where a token stands at an instant: its status, refined by expiry and by why it was revoked. */
export type Standing = 'pending' | 'active' | 'expired' | 'revoked' | 'lapsed' | 'denied' | 'compromised'

/** The table: standing × move → status. A move that is not there is refused. */
export const NEXT: Readonly<Record<Standing, Readonly<Partial<Record<Move, Status | 'erased'>>>>> = {
  pending: {
    approve: 'active',
    deny: 'revoked',
    revoke: 'revoked',
    compromise: 'revoked',
    update: 'pending',
  },
  active: {
    revoke: 'revoked',
    compromise: 'revoked',
    regenerate: 'active',
    close: 'active',
    update: 'active',
  },
  expired: { compromise: 'revoked', delete: 'erased' },
  revoked: { reinstate: 'active', resubmit: 'pending', compromise: 'revoked', delete: 'erased' },
  lapsed: { compromise: 'revoked', delete: 'erased' },
  denied: { compromise: 'revoked', delete: 'erased' },
  compromised: { delete: 'erased' },
}

/** What of a token's row decides a move. */
export type LifeState = {
  status: Status
  expiresAt: number | null
  revocation: { reason: RevokeReason } | null
}

export type MoveDecision = { to: Status | 'erased' } | { refused: Status | 'expired'; why: string }

/** Says whether a token may make a move now, and where it leads. */
export function decideMove(state: LifeState, move: Move, now: number): MoveDecision {
  const standing = standingOf(state, now)
  const to = NEXT[standing][move]
  if (to !== undefined) return { to }
  return { refused: standing === 'expired' ? 'expired' : state.status, why: whyNot(standing, move) }
}

/** A token expires at its expiry instant, not after it. */
export const hasExpired = (expiresAt: number | null, now: number): boolean =>
  expiresAt !== null && now >= expiresAt

export function standingOf({ status, expiresAt, revocation }: LifeState, now: number): Standing {
  const expired = hasExpired(expiresAt, now)
  if (status !== 'revoked') return expired ? 'expired' : status
  const reason = revocation?.reason
  if (reason === 'compromised' || reason === 'denied') return reason
  return expired ? 'lapsed' : 'revoked'
}

const SENTENCES: Readonly<Record<Standing, string>> = {
  pending: 'This API token still awaits approval.',
  active: 'This API token is active.',
  expired: 'This API token has expired, and that is final; generate a new one.',
  revoked: 'This API token is revoked; re-approve it first.',
  lapsed: 'This API token is revoked and has expired since; generate a new one.',
  denied: 'The request for this API token was denied; ask again with a new one.',
  compromised: 'This API token was revoked as compromised, and that is final; generate a new one.',
}

function whyNot(standing: Standing, move: Move): string {
  if (move === 'delete') return 'This API token is live; revoke it first.'
  if (standing === 'revoked' && move === 'revoke') return 'This API token is already revoked.'
  return SENTENCES[standing]
}
