import type { BatchId, OutputOf, ParsedOf } from '@keyward/contract'
import { needsApproval } from '../policy/decide-policy.ts'
import type { Actor, StoredToken } from '../ports.ts'
import type { TokenRecord } from '../token/record.ts'
import { type Change, change } from './change.ts'
import type { Deps } from './deps.ts'
import { requireCoverage } from './grant-access.ts'
import { amended, lockToken, nextStatus, subjectOf } from './move-token.ts'
import { presentToken } from './present.ts'
import { requireReach } from './reach.ts'
import { requirePolicy, wantedOf } from './require-policy.ts'
import { requireSeat } from './require-seat.ts'
import type { Rights } from './rights.ts'

/** Re-approves a revoked token, by somebody who could generate it today. */
export async function reinstateToken(
  deps: Deps,
  actor: Actor,
  { tokenId }: ParsedOf<'reinstateToken'>,
): Promise<OutputOf<'reinstateToken'>> {
  const { value } = await change(deps, actor, async (making) => {
    const stored = await lockToken(making, tokenId)
    return presentToken(await reinstateLocked(making, stored), making.index, making.now)
  })
  return { token: value }
}

/** The re-approving step on a locked row, for use inside any change. */
export async function reinstateLocked(
  making: Change,
  stored: StoredToken,
  batchId: BatchId | null = null,
): Promise<StoredToken> {
  const { writes, rights, index, now } = making
  requireReach(rights, stored.token.owner, 'create')
  const asked = needsApproval(rights.organization.settings.policy, stored.token.owner.kind)
  nextStatus(stored, asked ? 'resubmit' : 'reinstate', now)
  requireCoverage(rights, stored, index)
  if (stored.token.owner.kind === 'user') await requireSeat(making, stored.token.owner.memberId)
  requirePolicy(rights, wantedOf(stored))
  const token = amended(stored.token, now, {
    revocation: null,
    ...(asked ? waiting(stored.token, rights) : { status: 'active' }),
  })
  await writes.tokens.update(token)
  making.stale({ kind: 'token', key: token.id }, 'widening')
  const reinstated = { ...stored, token }
  making.tell({
    kind: asked ? 'approval.requested' : 'token.reinstated',
    subject: subjectOf(token),
    facts: { reason: stored.token.revocation?.reason ?? null },
    about: { token: reinstated, before: stored, batchId },
  })
  return reinstated
}

/** Under the policy a token that comes back is a request again: of whoever brings it back. */
const waiting = ({ approval }: TokenRecord, { originMemberId }: Rights): Partial<TokenRecord> => ({
  status: 'pending',
  originMemberId,
  approval: {
    justification: approval?.justification ?? 'Brought back after it was revoked.',
    decision: null,
  },
})
