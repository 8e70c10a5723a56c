import type { OutputOf } from '@keyward/contract'
import type { Actor } from '../ports.ts'
import type { Deps } from './deps.ts'
import { visibleReaches } from './reach.ts'
import { rightsToRead } from './rights.ts'

/** Lists everything that a token can be allowed. Whoever may read tokens may read this. */
export async function getCatalogue(deps: Deps, actor: Actor): Promise<OutputOf<'getCatalogue'>> {
  const index = await deps.catalogue.current()
  visibleReaches(await rightsToRead(deps.store.reads, actor, index, deps.clock.now()), 'read', undefined)
  return { ...index.catalogue, declared: [...deps.declared] }
}
