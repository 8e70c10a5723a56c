import type { OutputOf, ParsedOf } from '@keyward/contract'
import { standingOf } from '../../../lifecycle/moves.ts'
import type { Actor } from '../../../ports.ts'
import { afterEarlier } from '../../change/after-earlier.ts'
import { change } from '../../change/change.ts'
import type { Deps } from '../../deps.ts'
import { requireReach } from '../../rights/reach.ts'
import { lockToken, nextStatus, subjectOf } from '../move-token.ts'
import { revokeLocked } from './revoke-token.ts'

/** Erases a token and leaves a tombstone. A live one is revoked first, if the caller says so. */
export async function deleteToken(
  deps: Deps,
  actor: Actor,
  { tokenId, revoke }: ParsedOf<'deleteToken'>,
): Promise<OutputOf<'deleteToken'>> {
  const { value, receipt } = await afterEarlier(deps, () =>
    change(deps, actor, async (making) => {
      const { writes, rights, now } = making
      const locked = await lockToken(making, tokenId)
      requireReach(rights, locked.token.owner, 'delete')
      const standing = standingOf(locked.token, now)
      const live = standing === 'active' || standing === 'pending'
      if (live && revoke) requireReach(rights, locked.token.owner, 'revoke')
      const stored =
        live && revoke
          ? await revokeLocked(making, locked, { reason: 'not_needed', by: rights.name, batchId: null })
          : locked
      nextStatus(stored, 'delete', now)
      const { id, organizationId, name, owner, access, createdAt } = stored.token
      await writes.tokens.erase({ id, organizationId, name, owner, access, createdAt, deletedAt: now })
      making.stale({ kind: 'token', key: tokenId }, 'narrowing')
      making.tell({
        kind: 'token.deleted',
        subject: subjectOf(stored.token),
        facts: {},
        about: { token: stored, before: locked },
      })
      return { wasLive: live }
    }),
  )
  return { id: tokenId, receipt: value.wasLive ? receipt : null }
}
