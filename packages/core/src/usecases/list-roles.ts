import type { OutputOf } from '@keyward/contract'
import { expandRule } from '../permission/expand.ts'
import { decideGrant } from '../permission/grant.ts'
import { BUILT_IN_ROLES } from '../permission/roles.ts'
import type { Actor } from '../ports.ts'
import type { Deps } from './deps.ts'
import { visibleReaches } from './reach.ts'
import { rightsToRead } from './rights.ts'

/** Lists the roles, least-privileged first, and which of them the actor may give. */
export async function listRoles(deps: Deps, actor: Actor): Promise<OutputOf<'listRoles'>> {
  const index = await deps.catalogue.current()
  const rights = await rightsToRead(deps.store.reads, actor, index, deps.clock.now())
  visibleReaches(rights, 'read', undefined)
  return {
    roles: BUILT_IN_ROLES.map(({ id, name, description, rule }) => {
      const permissions = expandRule(rule, index, rights.organization.home)
      const grantable = decideGrant(permissions, rights.permissions).allow
      return { id, name, description, permissions: [...permissions].sort(), grantable }
    }),
  }
}
