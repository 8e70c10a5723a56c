import { type OutputOf, operations } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { roleNames } from '../members/present-member.ts'
import { requireOne, rightsToRead } from '../rights/rights.ts'
import { presentInvitation } from './issue-invitation.ts'

const MOST = 500

/** Lists the invitations that nobody has accepted, the newest first. */
export async function listInvitations(deps: Deps, actor: Actor): Promise<OutputOf<'listInvitations'>> {
  const index = await deps.catalogue.current()
  const now = deps.clock.now()
  const { reads } = deps.store
  requireOne(await rightsToRead(reads, actor, index, now), operations.listInvitations.authority)
  const names = await roleNames(reads, actor.organizationId)
  const open = await reads.invitations.open(actor.organizationId, MOST)
  return { invitations: open.map((record) => presentInvitation(record, names, now)) }
}
