import { KeywardError, type OutputOf, type ParsedOf, type TokenId } from '@keyward/contract'
import type { Actor } from '../../../ports.ts'
import { change } from '../../change/change.ts'
import type { Deps } from '../../deps.ts'
import { lockToken } from '../move-token.ts'
import { presentToken } from '../present-token.ts'
import { revokeLocked } from '../revoking/revoke-token.ts'
import { regenerate } from '../values/regenerate-token.ts'

/** Gives the asking token a new secret. Needs no permission: whoever holds a token may renew it within its own end. */
export const regenerateSelf = (
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'regenerateSelf'>,
): Promise<OutputOf<'regenerateSelf'>> =>
  regenerate(deps, actor, { tokenId: selfOf(actor), ...input }, () => {})

/** Revokes the asking token. Needs no permission: whoever holds a token may end it. */
export async function revokeSelf(
  deps: Deps,
  actor: Actor,
  { reason }: ParsedOf<'revokeSelf'>,
): Promise<OutputOf<'revokeSelf'>> {
  const { value, receipt } = await change(deps, actor, async (making) => {
    const stored = await lockToken(making, selfOf(actor))
    const revoked = await revokeLocked(making, stored, { reason, by: making.rights.name, batchId: null })
    return presentToken(revoked, making.index, making.now)
  })
  return { token: value, receipt }
}

function selfOf(actor: Actor): TokenId {
  if (actor.kind === 'token') return actor.tokenId
  throw new KeywardError('credential_missing', { detail: 'Present an API token.' })
}
