import { type OutputOf, operations } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { roleNames } from '../members/present-member.ts'
import { readAs } from '../rights/read-as.ts'
import { requireOne } from '../rights/rights.ts'
import { presentInvitation } from './issue-invitation.ts'

const MOST = 500

/** Lists the invitations that nobody has accepted, the newest first. */
export async function listInvitations(deps: Deps, actor: Actor): Promise<OutputOf<'listInvitations'>> {
  const { rights, now } = await readAs(deps, actor)
  requireOne(rights, operations.listInvitations.authority)
  const { reads } = deps.store
  const names = await roleNames(reads, actor.organizationId)
  const open = await reads.invitations.open(actor.organizationId, MOST)
  return { invitations: open.map((record) => presentInvitation(record, names, now)) }
}
