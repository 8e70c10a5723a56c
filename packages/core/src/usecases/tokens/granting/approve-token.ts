import { KeywardError, type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { Actor, StoredToken } from '../../../ports.ts'
import type { Approval, TokenRecord } from '../../../token/record.ts'
import { type Change, change } from '../../change/change.ts'
import type { Deps } from '../../deps.ts'
import { type Rights, requirePermission } from '../../rights/rights.ts'
import { amended, lockToken, nextStatus, subjectOf } from '../move-token.ts'
import { presentToken } from '../present-token.ts'
import { requireCoverage } from './grant-access.ts'

const APPROVE = permission('keyward', 'api-tokens', 'approve')

/** Approves a token that waits: somebody else's request, for nothing that the approver does not hold. */
export async function approveToken(
  deps: Deps,
  actor: Actor,
  { tokenId }: ParsedOf<'approveToken'>,
): Promise<OutputOf<'approveToken'>> {
  const { value } = await change(deps, actor, async (making) => {
    const { rights, index, now } = making
    const stored = await lockWaiting(making, tokenId, 'approve')
    requireAnother(rights, stored.token)
    requireCoverage(rights, stored, index)
    const token = amended(stored.token, now, { status: 'active', approval: decided(stored, rights, now) })
    await making.writes.tokens.update(token)
    making.stale({ kind: 'token', key: tokenId }, 'widening')
    const approved = { ...stored, token }
    making.tell({
      kind: 'approval.granted',
      subject: subjectOf(token),
      facts: { access: token.access, expiresAt: token.expiresAt },
      about: { token: approved, before: stored },
    })
    return presentToken(approved, index, now)
  })
  return { token: value }
}

/** Denies a token that waits, for good. */
export async function denyToken(
  deps: Deps,
  actor: Actor,
  { tokenId }: ParsedOf<'denyToken'>,
): Promise<OutputOf<'denyToken'>> {
  const { value } = await change(deps, actor, async (making) => {
    const { rights, index, now } = making
    const stored = await lockWaiting(making, tokenId, 'deny')
    const token = amended(stored.token, now, {
      status: 'revoked',
      approval: decided(stored, rights, now),
      revocation: { at: now, by: rights.name, reason: 'denied', batchId: null },
    })
    await making.writes.tokens.update(token)
    making.stale({ kind: 'token', key: tokenId }, 'narrowing')
    const denied = { ...stored, token }
    making.tell({
      kind: 'approval.denied',
      subject: subjectOf(token),
      facts: {},
      about: { token: denied, before: stored },
    })
    return presentToken(denied, index, now)
  })
  return { token: value }
}

async function lockWaiting(
  making: Change,
  tokenId: TokenRecord['id'],
  move: 'approve' | 'deny',
): Promise<StoredToken> {
  requirePermission(making.rights, APPROVE)
  const stored = await lockToken(making, tokenId)
  nextStatus(stored, move, making.now)
  return stored
}

const decided = ({ token: { approval } }: StoredToken, { name }: Rights, now: number): Approval => ({
  justification: approval?.justification ?? '',
  decision: { at: now, by: name },
})

/** @throws KeywardError `approval_own`: also through a token that the asker made for it */
function requireAnother({ originMemberId }: Rights, token: TokenRecord): void {
  if (originMemberId === null || originMemberId !== token.originMemberId) return
  throw new KeywardError('approval_own', {
    detail: `You asked for "${token.name}" yourself: another member who may approve decides.`,
    token: { id: token.id, name: token.name },
  })
}
