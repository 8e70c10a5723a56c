import {
  type ActorName,
  ExternalId,
  KeywardError,
  type MemberId,
  type OrganizationId,
  parseShape,
  type Receipt,
  type TokenId,
} from '@keyward/contract'
import type { Actor, RequestContext, StoredToken } from '../ports.ts'
import { settleEarlier } from './after-earlier.ts'
import type { Change } from './change.ts'
import type { Deps } from './deps.ts'
import { lockToken } from './move-token.ts'
import { changeOfAccount } from './own-account.ts'
import { organizationOf } from './provision.ts'
import { revokeLocked } from './revoke-token.ts'

/** What signing out took along. */
export type SignedOut = { revoked: TokenId[]; receipt: Receipt }

const MOST_TOKENS = 100_000
const HOST = { kind: 'host', id: null, name: 'host' } as const

/**
 * A person has signed out: their personal tokens that go with it are revoked, in every organisation.
 * When this returns, they are refused everywhere.
 */
export async function userSignedOut(deps: Deps, userId: string, context?: RequestContext): Promise<void> {
  for (const { organizationId, id, name } of await deps.store.reads.members.ofUser(userId, 'all'))
    await memberSignedOut(deps, { organizationId, context }, id, { kind: 'member', id, name })
}

/**
 * The host says that one of its people has signed out of its own product.
 * @throws KeywardError `organization_not_found`, `member_not_found`
 */
export async function hostMemberSignedOut(
  deps: Deps,
  input: { organization: string; externalId: string },
): Promise<SignedOut> {
  const { reads } = deps.store
  const organization = await organizationOf(reads, parseShape(ExternalId, input.organization))
  const externalId = parseShape(ExternalId, input.externalId)
  const member = await reads.members.byExternalId(organization.id, externalId)
  if (!member)
    throw new KeywardError('member_not_found', { detail: `No member has the external id "${externalId}".` })
  return memberSignedOut(deps, { organizationId: organization.id }, member.id, HOST)
}

/** The step in one organisation. Also an earlier sign-out, whose answer may have been lost, is in force when it returns. */
export async function memberSignedOut(
  deps: Deps,
  where: Pick<Actor, 'organizationId' | 'context'>,
  memberId: MemberId,
  by: ActorName,
): Promise<SignedOut> {
  const { value: revoked, receipt } = await changeOfAccount(deps, where, memberId, by, (making) =>
    revokeFlagged(making, where.organizationId, memberId, by),
  )
  return { revoked, receipt: revoked.length > 0 ? receipt : await settleEarlier(deps) }
}

async function revokeFlagged(
  making: Change,
  organizationId: OrganizationId,
  memberId: MemberId,
  by: ActorName,
): Promise<TokenId[]> {
  const { writes, now } = making
  const live = {
    now,
    visible: [{ reach: 'mine', memberId }],
    statuses: ['active', 'stopped', 'pending'],
  } as const
  const ids = await writes.tokens.ids(organizationId, live, null, MOST_TOKENS)
  const flagged = (await writes.tokens.findMany(organizationId, ids)).filter(goesAtSignOut)
  for (const { token } of flagged)
    await revokeLocked(making, await lockToken(making, token.id), { reason: 'signed_out', by, batchId: null })
  return flagged.map(({ token }) => token.id)
}

/** By its own mark, or by the organisation's policy. */
const goesAtSignOut = ({ token, organization }: StoredToken): boolean =>
  token.revokeAtSignOut || organization.settings.policy.revokeAtSignOut
