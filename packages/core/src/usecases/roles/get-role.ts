import { type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import { builtInRole } from '../../permission/roles.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { requirePermission, rightsToRead } from '../rights/rights.ts'
import { foundRole } from './find-role.ts'
import { presentRole } from './present-role.ts'

/** Fetches one role. */
export async function getRole(
  deps: Deps,
  actor: Actor,
  { roleId }: ParsedOf<'getRole'>,
): Promise<OutputOf<'getRole'>> {
  const index = await deps.catalogue.current()
  const now = deps.clock.now()
  const { reads } = deps.store
  const rights = await rightsToRead(reads, actor, index, now)
  requirePermission(rights, permission('keyward', 'roles', 'read'))
  const role = builtInRole(roleId) ?? (await reads.roles.get(actor.organizationId, roleId))
  const uses = await reads.roles.uses(actor.organizationId, now)
  return presentRole(foundRole(role, roleId), rights, index, uses.get(roleId))
}
