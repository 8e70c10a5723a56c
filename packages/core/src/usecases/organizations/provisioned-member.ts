import type { ExternalId, OutputOf, ParsedOf } from '@keyward/contract'
import type { MemberRecord } from '../../people/record.ts'
import type { Actor } from '../../ports.ts'
import { revokeFlagged, type SignedOut } from '../account/signed-out.ts'
import { settleEarlier } from '../change/after-earlier.ts'
import type { Change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { foundMember } from '../members/find-member.ts'
import { removeInSlices, removeSlice } from '../members/remove-member.ts'
import { byExternalId, type Operator, operate } from './operate.ts'

type Whom = { externalId: ExternalId; memberExternalId: ExternalId }

/** Removes a person of the host's and revokes their personal tokens. */
export const removeProvisionedMember = (
  deps: Deps,
  actor: Actor,
  whom: ParsedOf<'removeProvisionedMember'>,
): Promise<OutputOf<'removeProvisionedMember'>> => removeMemberAs(deps, actor, whom)

/** The same, for the program that embeds Keyward as well. */
export const removeMemberAs = (deps: Deps, by: Operator, whom: Whom): Promise<SignedOut> =>
  removeInSlices(deps, () =>
    operate(deps, by, byExternalId(whom.externalId), async (making) => {
      const { id } = await memberOf(making, whom.memberExternalId)
      return removeSlice(making, id)
    }),
  )

/** Revokes the personal tokens of a person that go with a sign-out, when they have signed out of the host product. */
export const signOutProvisionedMember = (
  deps: Deps,
  actor: Actor,
  whom: ParsedOf<'signOutProvisionedMember'>,
): Promise<OutputOf<'signOutProvisionedMember'>> => signOutAs(deps, actor, whom)

/** The same, for the program that embeds Keyward as well. Also an earlier sign-out is in force when it returns. */
export async function signOutAs(deps: Deps, by: Operator, whom: Whom): Promise<SignedOut> {
  const { value: revoked, receipt } = await operate(
    deps,
    by,
    byExternalId(whom.externalId),
    async (making) => {
      const { id } = await memberOf(making, whom.memberExternalId)
      return revokeFlagged(making, id)
    },
  )
  return { revoked, receipt: revoked.length > 0 ? receipt : await settleEarlier(deps) }
}

/** @throws KeywardError `member_not_found` */
async function memberOf({ writes, rights }: Change, externalId: ExternalId): Promise<MemberRecord> {
  const organizationId = rights.organization.id
  const { id } = foundMember(await writes.members.byExternalId(organizationId, externalId), externalId)
  return foundMember(await writes.members.lock(organizationId, id), externalId)
}
