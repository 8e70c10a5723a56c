import { KeywardError, type OutputOf } from '@keyward/contract'
import type { Actor } from '../../../ports.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../found.ts'
import { presentToken } from '../present-token.ts'

/** Tells a token who it is. Needs no permission: whoever holds a token may know what it is. */
export async function getSelf(deps: Deps, actor: Actor): Promise<OutputOf<'getSelf'>> {
  if (actor.kind !== 'token')
    throw new KeywardError('credential_missing', { detail: 'Present an API token.' })
  const index = await deps.catalogue.current()
  const stored = found(await deps.store.reads.tokens.find(actor.organizationId, actor.tokenId), actor.tokenId)
  const { id, name } = stored.organization
  return {
    token: presentToken(stored, index, deps.clock.now(), deps.verifier.unspent(actor.tokenId)),
    organization: { id, name },
  }
}
