import { hash } from 'node:crypto'
import { type Invitation, InvitationId, type IssuedInvitation, type RoleId } from '@keyward/contract'
import type { InvitationRecord } from '../../people/record.ts'
import { Secret } from '../../token/secret.ts'
import { DAY_MS } from '../../world.ts'
import type { Change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { instant } from '../instant.ts'
import { namedRole, type RoleNames, roleNames } from '../members/present-member.ts'
import { newId } from '../new-id.ts'
import { formatLink, INVITATION_PATH, newLinkSecret } from './invitation-link.ts'

const WEEK_MS = 7 * DAY_MS

/**
 * Writes an invitation with a new secret, owes its mail, and answers the link. Whatever link this e-mail had before is
 * no longer good.
 */
export async function issueInvitation(
  deps: Deps,
  { writes, rights, now, owe }: Change,
  { email, role }: { email: string; role: RoleId },
): Promise<{ record: InvitationRecord; issued: IssuedInvitation }> {
  const organizationId = rights.organization.id
  const id = InvitationId.parse(newId('inv', deps))
  const secret = newLinkSecret(deps.random)
  const record: InvitationRecord = {
    id,
    organizationId,
    email,
    role,
    secretHash: hashOf(secret),
    invitedBy: rights.name,
    createdAt: now,
    expiresAt: now + WEEK_MS,
    acceptedAt: null,
  }
  await writes.invitations.forget(organizationId, email, now - WEEK_MS)
  await writes.invitations.put(record)
  const names = await roleNames(writes, organizationId)
  const fragment = new Secret(`secret=${formatLink({ organizationId, id, secret }).reveal()}`)
  owe({
    to: { memberId: null, name: email, address: email },
    item: {
      kind: 'member.invited',
      at: now,
      by: { kind: rights.name.kind, name: rights.member?.name ?? rights.name.name, through: null },
      role: namedRole(role, names).name,
      link: { path: INVITATION_PATH, until: record.expiresAt },
    },
    fragment,
  })
  const link = `${INVITATION_PATH}#${fragment.reveal()}`
  return { record, issued: { invitation: presentInvitation(record, names, now), link } }
}

export const hashOf = (secret: Secret): string => hash('sha256', `keyward invitation ${secret.reveal()}`)

export const presentInvitation = (
  { id, email, role, invitedBy, createdAt, expiresAt }: InvitationRecord,
  names: RoleNames,
  now: number,
): Invitation => ({
  id,
  email,
  role: namedRole(role, names),
  invitedBy,
  createdAt: instant(createdAt),
  expiresAt: instant(expiresAt),
  expired: expiresAt <= now,
})

/** An invitation as an audit event names it. */
export const invitationSubject = ({ id, email }: InvitationRecord) =>
  ({ kind: 'invitation', id, name: email }) as const
