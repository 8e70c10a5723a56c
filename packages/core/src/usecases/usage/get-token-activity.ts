import type { OutputOf, ParsedOf } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import { auditPage } from '../audit-log/audit-page.ts'
import type { Deps } from '../deps.ts'
import { readableToken } from '../tokens/readable-token.ts'

/** Lists what a token changed in Keyward itself. */
export async function getTokenActivity(
  deps: Deps,
  actor: Actor,
  { tokenId, limit, cursor }: ParsedOf<'getTokenActivity'>,
): Promise<OutputOf<'getTokenActivity'>> {
  await readableToken(deps, actor, tokenId)
  return auditPage(deps, actor.organizationId, { actorId: tokenId }, { limit, cursor })
}
