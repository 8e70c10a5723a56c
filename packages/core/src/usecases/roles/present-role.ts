import { permission, type Role } from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import type { RoleRecord } from '../../people/record.ts'
import { standing } from '../../permission/effective.ts'
import { expandRule } from '../../permission/expand.ts'
import { decideGrant, decideRuleGrant } from '../../permission/grant.ts'
import { type BuiltInRole, OWNER_ROLE } from '../../permission/roles.ts'
import { NOTHING } from '../../permission/rule.ts'
import type { RoleUse } from '../../ports.ts'
import { isOwner, type Rights } from '../rights/rights.ts'

export type AnyRole = BuiltInRole | RoleRecord

const READ = permission('keyward', 'roles', 'read')
const NOT_USED: RoleUse = { members: 0, invitations: 0, tokens: 0 }

/** A role as every surface shows it to one actor. */
export function presentRole(
  role: AnyRole,
  rights: Rights,
  index: CatalogueIndex,
  use: RoleUse | undefined = NOT_USED,
): Role {
  const { home } = rights.organization
  const { id, name, description } = role
  const rule = standing(role.rule, index)
  const permissions = expandRule(rule, index, home)
  const ofPeople = id === OWNER_ROLE
  return {
    id,
    name,
    description,
    builtIn: !('revision' in role),
    rule: {
      product: typeof rule.product === 'string' ? rule.product : [...rule.product],
      management: typeof rule.management === 'string' ? rule.management : [...rule.management],
    },
    permissions: [...permissions].sort(),
    grantable: !ofPeople && decideGrant(permissions, rights.permissions).allow,
    assignable:
      (!ofPeople || isOwner(rights)) && decideRuleGrant(rule, NOTHING, rights.rule, index, home).allow,
    use: rights.permissions.has(READ) ? use : null,
    revision: 'revision' in role ? role.revision : 1,
  }
}
