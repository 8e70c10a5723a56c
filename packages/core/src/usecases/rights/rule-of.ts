import { KeywardError, type OrganizationId, type RoleId } from '@keyward/contract'
import { builtInRole } from '../../permission/roles.ts'
import type { GivenRule } from '../../permission/rule.ts'
import type { RoleReads, RoleWrites } from '../../ports.ts'

/** What a role allows, be it one that every organisation has or one of this organisation's own. */
export const ruleOf = async (
  roles: RoleReads,
  organizationId: OrganizationId,
  id: RoleId,
): Promise<GivenRule | undefined> => builtInRole(id)?.rule ?? (await roles.get(organizationId, id))?.rule

/** The same, kept as it is until the transaction ends. */
export const lockRule = async (
  roles: RoleWrites,
  organizationId: OrganizationId,
  id: RoleId,
): Promise<GivenRule | undefined> => builtInRole(id)?.rule ?? (await roles.lock(organizationId, id))?.rule

/** @throws KeywardError `role_unknown`: the same for another organisation's role */
export async function requireRule(
  roles: RoleWrites,
  organizationId: OrganizationId,
  id: RoleId,
  path: string,
): Promise<GivenRule> {
  const rule = await lockRule(roles, organizationId, id)
  if (rule) return rule
  throw new KeywardError('role_unknown', {
    detail: `There is no role "${id}" here.`,
    fields: [{ path, message: `no role "${id}"` }],
  })
}
