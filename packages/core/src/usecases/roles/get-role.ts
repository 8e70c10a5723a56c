import { type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import { builtInRole } from '../../permission/roles.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { readAs } from '../rights/read-as.ts'
import { foundRole } from './find-role.ts'
import { presentRole } from './present-role.ts'

/** Fetches one role. */
export async function getRole(
  deps: Deps,
  actor: Actor,
  { roleId }: ParsedOf<'getRole'>,
): Promise<OutputOf<'getRole'>> {
  const { rights, index, now } = await readAs(deps, actor, permission('keyward', 'roles', 'read'))
  const { reads } = deps.store
  const role = builtInRole(roleId) ?? (await reads.roles.get(actor.organizationId, roleId))
  const uses = await reads.roles.uses(actor.organizationId, now)
  return presentRole(foundRole(role, roleId), rights, index, uses.get(roleId))
}
