import type { ActorName, MemberId, Receipt, TokenId } from '@keyward/contract'
import type { Actor, RequestContext, StoredToken } from '../../ports.ts'
import { settleEarlier } from '../change/after-earlier.ts'
import type { Change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { revokeAllLocked } from '../tokens/revoking/revoke-token.ts'
import { changeOfAccount } from './own-account.ts'

/** What signing out took along. */
export type SignedOut = { revoked: TokenId[]; receipt: Receipt }

const MOST_TOKENS = 100_000

/**
 * A person has signed out: their personal tokens that go with it are revoked, in every organisation.
 * When this returns, they are refused everywhere.
 */
export async function userSignedOut(deps: Deps, userId: string, context?: RequestContext): Promise<void> {
  for (const { organizationId, id, name } of await deps.store.reads.members.ofUser(userId, 'all'))
    await memberSignedOut(deps, { organizationId, context }, id, { kind: 'member', id, name })
}

/** The step in one organisation. Also an earlier sign-out, whose answer may have been lost, is in force when it returns. */
async function memberSignedOut(
  deps: Deps,
  where: Pick<Actor, 'organizationId' | 'context'>,
  memberId: MemberId,
  by: ActorName,
): Promise<SignedOut> {
  const { value: revoked, receipt } = await changeOfAccount(deps, where, memberId, by, (making) =>
    revokeFlagged(making, memberId),
  )
  return { revoked, receipt: revoked.length > 0 ? receipt : await settleEarlier(deps) }
}

/** Revokes those of a locked member's personal tokens that go with a sign-out. */
export async function revokeFlagged(making: Change, memberId: MemberId): Promise<TokenId[]> {
  const { writes, rights, now } = making
  const { id: organizationId } = rights.organization
  const live = {
    now,
    visible: [{ reach: 'mine', memberId }],
    statuses: ['active', 'stopped', 'pending'],
  } as const
  const ids = await writes.tokens.ids(organizationId, live, null, MOST_TOKENS)
  const flagged = (await writes.tokens.lockMany(organizationId, ids)).filter(goesAtSignOut)
  return revokeAllLocked(making, flagged, { reason: 'signed_out', by: rights.name, batchId: null })
}

/** By its own mark, or by the organisation's policy. */
const goesAtSignOut = ({ token, organization }: StoredToken): boolean =>
  token.revokeAtSignOut || organization.settings.policy.revokeAtSignOut
