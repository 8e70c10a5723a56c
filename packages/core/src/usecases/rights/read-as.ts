import type { Permission } from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { type Rights, requirePermission, rightsToRead } from './rights.ts'

/** What a question is answered by: who asks, the catalogue and the instant, each read once. */
export type Asking = { rights: Rights; index: CatalogueIndex; now: number }

/**
 * Opens a question for an actor, who must hold a permission for it if one is named.
 * @throws KeywardError `permission_missing`, and what stops an actor
 */
export async function readAs(
  { store, catalogue, clock }: Pick<Deps, 'store' | 'catalogue' | 'clock'>,
  actor: Actor,
  needed?: Permission,
): Promise<Asking> {
  const index = await catalogue.current()
  const now = clock.now()
  const rights = await rightsToRead(store.reads, actor, index, now)
  if (needed) requirePermission(rights, needed)
  return { rights, index, now }
}
