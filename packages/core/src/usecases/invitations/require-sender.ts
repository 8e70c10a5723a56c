import { KeywardError, MemberId, TokenId } from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import type { InvitationRecord } from '../../people/record.ts'
import type { Reads } from '../../ports.ts'
import { requireGivable } from '../members/owners.ts'
import { requirePermission, rightsToRead } from '../rights/rights.ts'
import { ruleOf } from '../rights/rule-of.ts'
import { INVITE } from './invite-member.ts'

type Sent = Pick<InvitationRecord, 'organizationId' | 'invitedBy' | 'role'>
type Look = { reads: Reads; index: CatalogueIndex; now: number }

/**
 * An invitation rests on its sender: it lets nobody in once they are gone or deactivated, may not give its role any
 * more, or turned out to be somebody else with a stolen token.
 * @throws KeywardError `invitation_invalid`
 */
export async function requireSender(look: Look, sent: Sent): Promise<void> {
  if (await stands(look, sent)) return
  throw new KeywardError('invitation_invalid', {
    detail: 'Whoever sent it may not invite to this any more. Ask for a new one.',
  })
}

async function stands(look: Look, sent: Sent): Promise<boolean> {
  const { kind, id } = sent.invitedBy
  if (kind === 'member') return memberStands(look, sent, MemberId.parse(id))
  return kind === 'token' ? tokenStands(look, sent, TokenId.parse(id)) : true
}

async function memberStands(look: Look, sent: Sent, memberId: MemberId): Promise<boolean> {
  const { reads, index, now } = look
  const { organizationId, role } = sent
  if (!(await reads.members.get(organizationId, memberId))) return operatorStands(look, memberId)
  const rule = await ruleOf(reads.roles, organizationId, role)
  try {
    const rights = await rightsToRead(reads, { kind: 'member', organizationId, memberId }, index, now)
    requirePermission(rights, INVITE)
    if (rule) requireGivable(rights, role, rule, index)
    return rule !== undefined
  } catch (error) {
    if (error instanceof KeywardError) return false
    throw error
  }
}

/** Whoever operates the installation invites the first Owner of an organisation that they are no member of. */
async function operatorStands({ reads }: Look, memberId: MemberId): Promise<boolean> {
  const home = await reads.organizations.home()
  return (home && (await reads.members.get(home.id, memberId)))?.active ?? false
}

/** A token may have done its work and be gone for that; what counts is whether it was its owner's, and they still belong. */
async function tokenStands({ reads }: Look, { organizationId }: Sent, id: TokenId): Promise<boolean> {
  const home = await reads.organizations.home()
  const stored =
    (await reads.tokens.find(organizationId, id)) ?? (home && (await reads.tokens.find(home.id, id)))
  if (!stored || stored.owner?.active === false) return false
  const reason = stored.token.revocation?.reason
  return reason !== 'compromised' && reason !== 'owner_left'
}
