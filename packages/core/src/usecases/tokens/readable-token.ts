import type { TokenId } from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import type { Actor, StoredToken } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { requireReach } from '../rights/reach.ts'
import { readAs } from '../rights/read-as.ts'
import { found } from './found.ts'

/** A token that the actor may read, with what it takes to show it. @throws KeywardError `token_not_found` */
export async function readableToken(
  deps: Deps,
  actor: Actor,
  tokenId: TokenId,
): Promise<{ stored: StoredToken; index: CatalogueIndex; now: number }> {
  const { rights, index, now } = await readAs(deps, actor)
  const stored = found(await deps.store.reads.tokens.find(actor.organizationId, tokenId), tokenId)
  requireReach(rights, stored.token.owner, 'read')
  return { stored, index, now }
}
