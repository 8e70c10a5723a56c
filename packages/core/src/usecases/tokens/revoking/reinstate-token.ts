import type { BatchId, OutputOf, ParsedOf } from '@keyward/contract'
import { needsApproval } from '../../../policy/decide-policy.ts'
import type { Actor, StoredToken } from '../../../ports.ts'
import type { TokenRecord } from '../../../token/record.ts'
import { type Change, change } from '../../change/change.ts'
import type { Deps } from '../../deps.ts'
import { requireReach } from '../../rights/reach.ts'
import type { Rights } from '../../rights/rights.ts'
import { requireCoverage } from '../granting/grant-access.ts'
import { requirePolicy, wantedOf } from '../granting/require-policy.ts'
import { amended, lockToken, nextStatus, subjectOf } from '../move-token.ts'
import { presentToken } from '../present-token.ts'
import { requireSeat } from '../require-seat.ts'

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
  const asked = requireReinstatable(making, stored)
  if (stored.token.owner.kind === 'user') await requireSeat(making, stored.token.owner.memberId)
  const token = amended(stored.token, making.now, {
    revocation: null,
    ...(asked ? waiting(stored.token, making.rights) : { status: 'active' }),
  })
  await making.writes.tokens.update(token)
  tellReinstated(making, stored, { ...stored, token }, batchId)
  return { ...stored, token }
}

/** Whether a token's way back is its own: it takes a seat, or becomes a request again. */
export const standsAlone = ({ rights }: Change, { token }: StoredToken): boolean =>
  token.owner.kind === 'user' || needsApproval(rights.organization.settings.policy, token.owner.kind)

/** The step on many locked rows of which each may come back and none stands alone. */
export async function reinstateAlike(
  making: Change,
  all: readonly StoredToken[],
  batchId: BatchId,
): Promise<void> {
  const { writes, rights, now } = making
  const back = { status: 'active', revocation: null, updatedAt: now } as const
  await writes.tokens.moveMany(
    rights.organization.id,
    all.map(({ token }) => token.id),
    back,
  )
  for (const stored of all)
    tellReinstated(making, stored, { ...stored, token: amended(stored.token, now, back) }, batchId)
}

/**
 * Lets somebody bring a token back only if they could generate it today; answers whether it then waits for approval.
 * @throws KeywardError `permission_missing`, `move_not_allowed`, `scope_exceeds_rights`, `role_unknown`, `policy_violated`
 */
export function requireReinstatable({ rights, index, now }: Change, stored: StoredToken): boolean {
  requireReach(rights, stored.token.owner, 'create')
  const asked = needsApproval(rights.organization.settings.policy, stored.token.owner.kind)
  nextStatus(stored, asked ? 'resubmit' : 'reinstate', now)
  requireCoverage(rights, stored, index)
  requirePolicy(rights, wantedOf(stored))
  return asked
}

function tellReinstated(
  making: Change,
  before: StoredToken,
  reinstated: StoredToken,
  batchId: BatchId | null,
): void {
  const { token } = reinstated
  making.stale({ kind: 'token', key: token.id }, 'widening')
  making.tell({
    kind: token.status === 'pending' ? 'approval.requested' : 'token.reinstated',
    subject: subjectOf(token),
    facts: { reason: before.token.revocation?.reason ?? null },
    about: { token: reinstated, before, batchId },
  })
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
