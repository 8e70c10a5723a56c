import { KeywardError, type RoleId } from '@keyward/contract'
import type { RoleRecord } from '../../people/record.ts'
import { builtInRole } from '../../permission/roles.ts'
import type { Change } from '../change/change.ts'

/**
 * Locks one of the organisation's own roles.
 * @throws KeywardError `role_built_in`, `role_not_found`: the same for another organisation's role
 */
export async function lockRole({ writes, rights }: Change, id: RoleId): Promise<RoleRecord> {
  refuseBuiltIn(id)
  return foundRole(await writes.roles.lock(rights.organization.id, id), id)
}

export function refuseBuiltIn(id: RoleId): void {
  const builtIn = builtInRole(id)
  if (builtIn)
    throw new KeywardError('role_built_in', {
      detail: `${builtIn.name} is the same in every organisation. Create a role of your own instead.`,
    })
}

export function foundRole<R>(role: R | undefined, id: RoleId): R {
  if (role) return role
  throw new KeywardError('role_not_found', { detail: `There is no role with the id ${id} here.` })
}
