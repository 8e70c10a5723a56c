import type { RoleId } from '@keyward/contract'
import { standing } from '../../permission/effective.ts'
import { OWNER_ROLE } from '../../permission/roles.ts'
import { requireOwnerFor } from '../members/owners.ts'
import { requireRule } from '../rights/rule-of.ts'
import { requireRuleHeld } from '../roles/role-rule.ts'
import type { Operation } from './operate.ts'

/**
 * Lets a role be given to somebody from outside their organisation: it must exist. At home an operator gives none above
 * their own rights, elsewhere any; and Owners, once there is one, are made by Owners in person (decision 0033). The
 * program that embeds Keyward decides for itself.
 * @throws KeywardError `role_unknown`, `owner_required`, `scope_exceeds_rights`
 */
export async function requireGivable(
  { writes, rights: { organization, operator }, index }: Operation,
  role: RoleId,
  raised: boolean,
): Promise<void> {
  const rule = await requireRule(writes.roles, organization.id, role, 'role')
  if (!operator || !raised) return
  if (organization.home) requireRuleHeld(operator, standing(rule, index), index, 'role')
  if (role !== OWNER_ROLE) return
  const owners = await writes.members.count(organization.id, { role: OWNER_ROLE, active: true })
  if (owners > 0) requireOwnerFor(operator, role)
}
