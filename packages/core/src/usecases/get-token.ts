import { KeywardError, type OutputOf, type ParsedOf, type TokenId } from '@keyward/contract'
import type { Actor, StoredToken } from '../ports.ts'
import type { Deps } from './deps.ts'
import { presentToken } from './present.ts'
import { requireReach } from './reach.ts'
import { rightsToRead } from './rights.ts'

/** Fetches one token that the actor may read. */
export async function getToken(
  deps: Deps,
  actor: Actor,
  { tokenId }: ParsedOf<'getToken'>,
): Promise<OutputOf<'getToken'>> {
  const index = await deps.catalogue.current()
  const now = deps.clock.now()
  const { reads } = deps.store
  const rights = await rightsToRead(reads, actor, index, now)
  const stored = found(await reads.tokens.find(actor.organizationId, tokenId), tokenId)
  requireReach(rights, stored.token.owner, 'read')
  return presentToken(stored, index, now)
}

/** @throws KeywardError `token_not_found`: the same for an unknown id and another organisation's */
export function found(stored: StoredToken | undefined, tokenId: TokenId): StoredToken {
  if (stored) return stored
  throw new KeywardError('token_not_found', { detail: `There is no API token with the id ${tokenId} here.` })
}
