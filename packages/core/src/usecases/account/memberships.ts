import type { Membership, OrganizationId, RoleId } from '@keyward/contract'
import { standing } from '../../permission/effective.ts'
import { expandRule } from '../../permission/expand.ts'
import { builtInRole } from '../../permission/roles.ts'
import type { GivenRule } from '../../permission/rule.ts'
import type { Reads } from '../../ports.ts'
import type { Deps } from '../deps.ts'

/** A signed-in person's active memberships: where they are, as what, and what they may do there. */
export async function memberships(deps: Deps, userId: string): Promise<Membership[]> {
  const index = await deps.catalogue.current()
  const { reads } = deps.store
  const found: Membership[] = []
  for (const member of await reads.members.ofUser(userId, 'active')) {
    const organization = await reads.organizations.get(member.organizationId)
    const role = await findRole(reads, member.organizationId, member.role)
    if (!organization || !role) continue
    const { id, name, home, settings } = organization
    found.push({
      organization: { id, name, home, contact: settings.contact, policy: settings.policy },
      memberId: member.id,
      externalId: member.externalId,
      role: { id: member.role, name: role.name },
      permissions: [...expandRule(standing(role.rule, index), index, home)].sort(),
    })
  }
  return found
}

const findRole = async (
  { roles }: Reads,
  organizationId: OrganizationId,
  id: RoleId,
): Promise<{ name: string; rule: GivenRule } | undefined> =>
  builtInRole(id) ?? (await roles.get(organizationId, id))
