import { type OutputOf, permission } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { visibleReaches } from '../rights/reach.ts'
import { readAs } from '../rights/read-as.ts'
import { requirePermission } from '../rights/rights.ts'

const READ_ROLES = permission('keyward', 'roles', 'read')

/** Lists everything that a token can be allowed. Whoever may read tokens, or roles, may read this. */
export async function getCatalogue(deps: Deps, actor: Actor): Promise<OutputOf<'getCatalogue'>> {
  const { rights, index } = await readAs(deps, actor)
  if (rights.permissions.has(READ_ROLES)) requirePermission(rights, READ_ROLES)
  else visibleReaches(rights, 'read', undefined)
  return { ...index.catalogue, declared: [...deps.declared] }
}
