import type { ActorName, BatchId, OutputOf, ParsedOf, RevokeReason } from '@keyward/contract'
import type { Json } from '../audit/event.ts'
import type { Actor, StoredToken } from '../ports.ts'
import { afterEarlier } from './after-earlier.ts'
import { type Change, change } from './change.ts'
import type { Deps } from './deps.ts'
import { amended, lockToken, nextStatus, subjectOf } from './move-token.ts'
import { presentToken } from './present.ts'
import { requireReach } from './reach.ts'

/** Revokes a token. When it returns, the token is refused everywhere. */
export async function revokeToken(
  deps: Deps,
  actor: Actor,
  { tokenId, reason }: ParsedOf<'revokeToken'>,
): Promise<OutputOf<'revokeToken'>> {
  const { value, receipt } = await afterEarlier(deps, () =>
    change(deps, actor, async (making) => {
      const stored = await lockToken(making, tokenId)
      requireReach(making.rights, stored.token.owner, 'revoke')
      const revoked = await revokeLocked(making, stored, { reason, by: making.rights.name, batchId: null })
      return presentToken(revoked, making.index, making.now)
    }),
  )
  return { token: value, receipt }
}

/** The revoking step on a locked row, for use inside any change. */
export async function revokeLocked(
  making: Change,
  stored: StoredToken,
  {
    reason,
    by,
    batchId,
    facts = {},
  }: {
    reason: RevokeReason
    by: ActorName
    batchId: BatchId | null
    facts?: { readonly [key: string]: Json } | undefined
  },
): Promise<StoredToken> {
  const { writes, now } = making
  nextStatus(stored, reason === 'compromised' ? 'compromise' : 'revoke', now)
  const token = amended(stored.token, now, {
    status: 'revoked',
    revocation: { at: now, by, reason, batchId: batchId ?? stored.token.revocation?.batchId ?? null },
  })
  await writes.tokens.update(token)
  making.stale({ kind: 'token', key: token.id }, 'narrowing')
  const revoked = { ...stored, token }
  making.tell({
    kind: 'token.revoked',
    subject: subjectOf(token),
    facts: { reason, batchId, ...facts },
    about: { token: revoked, before: stored, batchId },
  })
  return revoked
}
