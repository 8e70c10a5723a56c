import { MemberId, type OutputOf, type ParsedOf } from '@keyward/contract'
import type { MemberRecord } from '../../people/record.ts'
import { OWNER_ROLE } from '../../permission/roles.ts'
import type { Actor, Reads } from '../../ports.ts'
import type { Change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { invitationSubject, issueInvitation } from '../invitations/issue-invitation.ts'
import { memberSubject } from '../members/present-member.ts'
import { newId } from '../new-id.ts'
import { operate } from './operate.ts'
import { organizationSubject, presentOrganization } from './present-organization.ts'
import { newOrganization, requireFreeExternalId } from './put-organization.ts'

/** Creates an organisation and its first Owner: whoever is invited, else the person who asks. */
export async function createOrganization(
  deps: Deps,
  actor: Actor,
  { name, ownerEmail, ...given }: ParsedOf<'createOrganization'>,
): Promise<OutputOf<'createOrganization'>> {
  const externalId = given.externalId ?? null
  const founder = ownerEmail === undefined ? await personOf(deps.store.reads, actor) : undefined
  const { value } = await operate(
    deps,
    actor,
    async () => ({ organization: newOrganization(deps, name, externalId), exists: false }),
    async (making) => {
      const { writes, rights, tell } = making
      const { organization } = rights
      if (externalId !== null) await requireFreeExternalId(writes, externalId, undefined)
      await writes.organizations.put(organization)
      tell({
        kind: 'organization.created',
        subject: organizationSubject(organization),
        facts: { externalId },
      })
      if (founder) await addOwner(deps, making, founder)
      return {
        organization: presentOrganization({ organization, members: founder ? 1 : 0 }),
        invitation: ownerEmail === undefined ? null : await inviteOwner(deps, making, ownerEmail),
      }
    },
  )
  return value
}

/** Who a signed-in actor is, apart from the organisation in which they act. */
async function personOf({ members }: Reads, actor: Actor): Promise<MemberRecord | undefined> {
  return actor.kind === 'member' ? members.get(actor.organizationId, actor.memberId) : undefined
}

async function addOwner(deps: Deps, { writes, rights, now, tell }: Change, person: MemberRecord) {
  const member: MemberRecord = {
    ...person,
    id: MemberId.parse(newId('mem', deps)),
    organizationId: rights.organization.id,
    externalId: null,
    role: OWNER_ROLE,
    active: true,
    createdAt: now,
  }
  await writes.members.put(member)
  tell({ kind: 'member.joined', subject: memberSubject(member), facts: { role: OWNER_ROLE } })
}

async function inviteOwner(deps: Deps, making: Change, email: string) {
  const { record, issued } = await issueInvitation(deps, making, { email, role: OWNER_ROLE })
  making.tell({ kind: 'member.invited', subject: invitationSubject(record), facts: { role: OWNER_ROLE } })
  return issued
}
