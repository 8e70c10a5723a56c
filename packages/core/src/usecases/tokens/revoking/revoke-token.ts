import type { ActorName, BatchId, OutputOf, ParsedOf, RevokeReason, TokenId } from '@keyward/contract'
import type { Json } from '../../../audit/event.ts'
import type { Actor, StoredToken } from '../../../ports.ts'
import { afterEarlier } from '../../change/after-earlier.ts'
import { type Change, change } from '../../change/change.ts'
import type { Deps } from '../../deps.ts'
import { requireReach } from '../../rights/reach.ts'
import { amended, lockToken, nextStatus, subjectOf } from '../move-token.ts'
import { presentToken } from '../present-token.ts'

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

/** Why a token ends, by whose act, and as part of which bulk revocation. */
type Ending = {
  reason: RevokeReason
  by: ActorName
  batchId: BatchId | null
  facts?: { readonly [key: string]: Json } | undefined
}

/** The revoking step on a locked row, for use inside any change. */
export async function revokeLocked(
  making: Change,
  stored: StoredToken,
  ending: Ending,
): Promise<StoredToken> {
  const revoked = revokedBy(stored, ending, making.now)
  await making.writes.tokens.update(revoked.token)
  tellRevoked(making, stored, revoked, ending)
  return revoked
}

/** The same for many live tokens, which all end alike. */
export async function revokeAllLocked(
  making: Change,
  all: readonly StoredToken[],
  ending: Ending,
): Promise<TokenId[]> {
  const ids = all.map(({ token }) => token.id)
  const revoked = all.map((stored) => revokedBy(stored, ending, making.now))
  const [first] = revoked
  if (first) await making.writes.tokens.moveMany(making.rights.organization.id, ids, first.token)
  for (const [at, stored] of all.entries()) tellRevoked(making, stored, revoked[at] ?? stored, ending)
  return ids
}

function revokedBy(stored: StoredToken, { reason, by, batchId }: Ending, now: number): StoredToken {
  nextStatus(stored, reason === 'compromised' ? 'compromise' : 'revoke', now)
  const token = amended(stored.token, now, {
    status: 'revoked',
    revocation: { at: now, by, reason, batchId: batchId ?? stored.token.revocation?.batchId ?? null },
  })
  return { ...stored, token }
}

function tellRevoked(
  making: Change,
  before: StoredToken,
  revoked: StoredToken,
  { reason, batchId, facts = {} }: Ending,
): void {
  making.stale({ kind: 'token', key: revoked.token.id }, 'narrowing')
  making.tell({
    kind: 'token.revoked',
    subject: subjectOf(revoked.token),
    facts: { reason, batchId, ...facts },
    about: { token: revoked, before, batchId },
  })
}
