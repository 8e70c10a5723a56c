import type { TokenId } from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import type { Actor, StoredToken } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { requireReach } from '../rights/reach.ts'
import { rightsToRead } from '../rights/rights.ts'
import { found } from './found.ts'

/** A token that the actor may read, with what it takes to show it. @throws KeywardError `token_not_found` */
export async function readableToken(
  deps: Deps,
  actor: Actor,
  tokenId: TokenId,
): Promise<{ stored: StoredToken; index: CatalogueIndex; now: number }> {
  const index = await deps.catalogue.current()
  const now = deps.clock.now()
  const { reads } = deps.store
  const rights = await rightsToRead(reads, actor, index, now)
  const stored = found(await reads.tokens.find(actor.organizationId, tokenId), tokenId)
  requireReach(rights, stored.token.owner, 'read')
  return { stored, index, now }
}
