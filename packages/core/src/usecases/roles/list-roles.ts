import { type OutputOf, operations, type Role } from '@keyward/contract'
import { BUILT_IN_ROLES } from '../../permission/roles.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { readAs } from '../rights/read-as.ts'
import { requireOne } from '../rights/rights.ts'
import { presentRole } from './present-role.ts'

/** Lists the roles, least-privileged first, and which of them the actor may give. */
export async function listRoles(deps: Deps, actor: Actor): Promise<OutputOf<'listRoles'>> {
  const { rights, index, now } = await readAs(deps, actor)
  const { roles } = deps.store.reads
  requireOne(rights, operations.listRoles.authority)
  const [own, uses] = await Promise.all([
    roles.list(actor.organizationId),
    roles.uses(actor.organizationId, now),
  ])
  const all = [...own, ...BUILT_IN_ROLES]
  return { roles: all.map((role) => presentRole(role, rights, index, uses.get(role.id))).sort(byPrivilege) }
}

/** What holds less comes first; Admin and Owner, who hold as much, stand last. */
function byPrivilege(a: Role, b: Role): number {
  const more = a.permissions.length - b.permissions.length
  if (more !== 0) return more
  return rankOf(a) - rankOf(b) || a.name.localeCompare(b.name)
}

const rankOf = ({ id }: Role): number => BUILT_IN_ROLES.findIndex((role) => role.id === id)
