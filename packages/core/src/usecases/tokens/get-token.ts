import type { OutputOf, ParsedOf } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { presentToken } from './present-token.ts'
import { readableToken } from './readable-token.ts'

/** Fetches one token that the actor may read. */
export async function getToken(
  deps: Deps,
  actor: Actor,
  { tokenId }: ParsedOf<'getToken'>,
): Promise<OutputOf<'getToken'>> {
  const { stored, index, now } = await readableToken(deps, actor, tokenId)
  return presentToken(stored, index, now, deps.verifier.unspent(tokenId))
}
