import { timingSafeEqual } from 'node:crypto'
import { KeywardError, MemberId, type OpenedInvitation, type RoleId } from '@keyward/contract'
import type { InvitationRecord, MemberRecord, OrganizationRecord } from '../../people/record.ts'
import { builtInRole } from '../../permission/roles.ts'
import type { Reads, RequestContext, Writes } from '../../ports.ts'
import { type Change, changeWith } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { instant } from '../instant.ts'
import { memberSubject } from '../members/present-member.ts'
import { newId } from '../new-id.ts'
import { NOBODYS_RIGHTS } from '../rights/nobody.ts'
import { type InvitationLink, parseLink } from './invitation-link.ts'
import { hashOf } from './issue-invitation.ts'
import { requireSender } from './require-sender.ts'

/** A person as they are known to whoever signs them in. */
export type Account = { userId: string; name: string; email: string }

/**
 * Tells the holder of a link what it invites to.
 * @throws KeywardError `invitation_invalid`, `invitation_expired`, `invitation_used`
 */
export async function openInvitation(
  { store: { reads }, clock, catalogue }: Deps,
  secret: string,
): Promise<Omit<OpenedInvitation, 'account'>> {
  const link = readLink(secret)
  const organization = await reads.organizations.get(link.organizationId)
  const invitation = await reads.invitations.get(link.organizationId, link.id)
  const now = clock.now()
  const good = requireGood(link, invitation, now)
  const { email, role, invitedBy, expiresAt } = good
  if (!organization) throw invalid()
  await requireSender({ reads, index: await catalogue.current(), now }, good)
  return {
    organization: { name: organization.name },
    email,
    role: await describeRole(reads, organization, role),
    invitedBy: invitedBy.name,
    expiresAt: instant(expiresAt),
  }
}

/**
 * Makes somebody a member by the secret of a link, once.
 * @throws KeywardError `invitation_invalid`, `invitation_expired`, `invitation_used`, `member_exists`
 */
export async function acceptInvitation(
  deps: Deps,
  secret: string,
  account: Account,
  context?: RequestContext,
): Promise<MemberRecord> {
  const link = readLink(secret)
  const { organizationId } = link
  const id = MemberId.parse(newId('mem', deps))
  const { value } = await changeWith(
    deps,
    { context },
    async (writes) => {
      const organization = await writes.organizations.lock(organizationId)
      if (!organization) throw invalid()
      const name = { kind: 'member', id, name: account.name } as const
      return { ...NOBODYS_RIGHTS, name, organization }
    },
    (making) => join(making, link, { ...account, id }),
  )
  return value
}

async function join(
  { writes, index, now, tell }: Change,
  link: InvitationLink,
  { id, ...account }: Account & { id: MemberId },
): Promise<MemberRecord> {
  const { organizationId } = link
  const invitation = requireGood(link, await writes.invitations.lock(organizationId, link.id), now)
  await requireSender({ reads: writes, index, now }, invitation)
  await refuseMember(writes, organizationId, account.userId)
  const member: MemberRecord = {
    id,
    organizationId,
    externalId: null,
    ...account,
    role: invitation.role,
    active: true,
    createdAt: now,
    removedAt: null,
  }
  await writes.members.put(member)
  await writes.invitations.put({ ...invitation, acceptedAt: now })
  tell({
    kind: 'member.joined',
    subject: memberSubject(member),
    facts: { role: member.role, invitation: invitation.id, invitedAs: invitation.email },
  })
  return member
}

async function refuseMember(
  { members }: Writes,
  organizationId: OrganizationRecord['id'],
  userId: string,
): Promise<void> {
  const known = await members.byUser(organizationId, userId)
  if (known)
    throw new KeywardError('member_exists', {
      detail: known.active
        ? 'You are a member of this organisation already.'
        : 'Your membership in this organisation is deactivated. Ask an admin there to reactivate it.',
    })
}

function readLink(secret: string): InvitationLink {
  const link = parseLink(secret)
  if (link) return link
  throw invalid()
}

/** Says why only to whoever has the whole secret. */
function requireGood(
  link: InvitationLink,
  invitation: InvitationRecord | undefined,
  now: number,
): InvitationRecord {
  const right =
    invitation && timingSafeEqual(Buffer.from(invitation.secretHash), Buffer.from(hashOf(link.secret)))
  if (!right) throw invalid()
  if (invitation.acceptedAt !== null) throw new KeywardError('invitation_used')
  if (invitation.expiresAt <= now) throw new KeywardError('invitation_expired')
  return invitation
}

const invalid = () => new KeywardError('invitation_invalid')

async function describeRole(
  { roles }: Pick<Reads, 'roles'>,
  organization: OrganizationRecord,
  id: RoleId,
): Promise<OpenedInvitation['role']> {
  const role = builtInRole(id) ?? (await roles.get(organization.id, id))
  return { name: role?.name ?? id, description: role?.description ?? '' }
}
