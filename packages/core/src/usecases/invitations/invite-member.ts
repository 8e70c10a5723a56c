import { KeywardError, type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { InvitationRecord } from '../../people/record.ts'
import type { Actor } from '../../ports.ts'
import { type Change, changeInTurn } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requireAssignable } from '../members/owners.ts'
import { requirePermission } from '../rights/rights.ts'
import { invitationSubject, issueInvitation } from './issue-invitation.ts'

export const INVITE = permission('keyward', 'members', 'invite')

/** Invites somebody by e-mail, within what the actor may give. */
export async function inviteMember(
  deps: Deps,
  actor: Actor,
  { email, role }: ParsedOf<'inviteMember'>,
): Promise<OutputOf<'inviteMember'>> {
  const { value } = await changeInTurn(deps, actor, async (making) => {
    requirePermission(making.rights, INVITE)
    await requireAssignable(making, role)
    await requireNewcomer(making, email)
    const { record, issued } = await issueInvitation(deps, making, { email, role })
    making.tell({ kind: 'member.invited', subject: invitationSubject(record), facts: { role } })
    return issued
  })
  return value
}

/** Sends an open invitation again, by somebody who could issue it today. */
export async function resendInvitation(
  deps: Deps,
  actor: Actor,
  { invitationId }: ParsedOf<'resendInvitation'>,
): Promise<OutputOf<'resendInvitation'>> {
  const { value } = await changeInTurn(deps, actor, async (making) => {
    requirePermission(making.rights, INVITE)
    const { email, role } = await lockOpen(making, invitationId)
    await requireAssignable(making, role)
    await requireNewcomer(making, email)
    const { record, issued } = await issueInvitation(deps, making, { email, role })
    making.tell({ kind: 'invitation.resent', subject: invitationSubject(record), facts: { role } })
    return issued
  })
  return value
}

/** Takes an open invitation back. */
export async function cancelInvitation(
  deps: Deps,
  actor: Actor,
  { invitationId }: ParsedOf<'cancelInvitation'>,
): Promise<OutputOf<'cancelInvitation'>> {
  await changeInTurn(deps, actor, async (making) => {
    const { writes, rights, tell } = making
    requirePermission(rights, INVITE)
    const record = await lockOpen(making, invitationId)
    await writes.invitations.remove(rights.organization.id, invitationId)
    tell({ kind: 'invitation.cancelled', subject: invitationSubject(record), facts: {} })
  })
}

async function lockOpen({ writes, rights }: Change, id: InvitationRecord['id']): Promise<InvitationRecord> {
  const record = await writes.invitations.lock(rights.organization.id, id)
  if (record?.acceptedAt === null) return record
  throw new KeywardError('invitation_not_found', {
    detail: `There is no open invitation with the id ${id} here.`,
  })
}

async function requireNewcomer({ writes, rights }: Change, email: string): Promise<void> {
  const known = await writes.members.byEmail(rights.organization.id, email)
  if (!known) return
  const way = known.active ? 'Change their role in the list of members.' : 'Reactivate them instead.'
  throw new KeywardError('member_exists', { detail: `${known.name} is a member with this e-mail. ${way}` })
}
