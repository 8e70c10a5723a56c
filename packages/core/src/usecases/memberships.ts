import type { Membership } from '@keyward/contract'
import { expandRule } from '../permission/expand.ts'
import { BUILT_IN_ROLES } from '../permission/roles.ts'
import type { Deps } from './deps.ts'

/** A signed-in person's active memberships: where they are, as what, and what they may do there. */
export async function memberships(deps: Deps, userId: string): Promise<Membership[]> {
  const index = await deps.catalogue.current()
  const { reads } = deps.store
  const found: Membership[] = []
  for (const member of await reads.members.ofUser(userId, 'active')) {
    const organization = await reads.organizations.get(member.organizationId)
    const role = BUILT_IN_ROLES.find((candidate) => candidate.id === member.role)
    if (!organization || !role) continue
    const { id, name, home, settings } = organization
    found.push({
      organization: { id, name, home, contact: settings.contact },
      memberId: member.id,
      externalId: member.externalId,
      role: { id: role.id, name: role.name },
      permissions: [...expandRule(role.rule, index, home)].sort(),
    })
  }
  return found
}
