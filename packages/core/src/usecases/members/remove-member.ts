import {
  type MemberId,
  type OutputOf,
  type ParsedOf,
  permission,
  type Receipt,
  type TokenId,
} from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import { breathe } from '../breathe.ts'
import { afterEarlier } from '../change/after-earlier.ts'
import { type Change, type Changed, changeInTurn } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requirePermission } from '../rights/rights.ts'
import { revokeAllLocked } from '../tokens/revoking/revoke-token.ts'
import { LIVE } from '../tokens/selection.ts'
import { lockMember } from './find-member.ts'
import { keepLastOwner, requireOwnerFor } from './owners.ts'
import { memberSubject } from './present-member.ts'

/** Tokens in one committed slice: more than anybody has whose organisation limits them. */
const SLICE = 100

/** Removes a member and revokes their personal tokens. */
export async function removeMember(
  deps: Deps,
  actor: Actor,
  { memberId }: ParsedOf<'removeMember'>,
): Promise<OutputOf<'removeMember'>> {
  const { revoked, receipt } = await removeInSlices(deps, () =>
    changeInTurn(deps, actor, async (making) => {
      requirePermission(making.rights, permission('keyward', 'members', 'remove'))
      const { role } = await lockMember(making, memberId)
      requireOwnerFor(making.rights, role)
      return removeSlice(making, memberId)
    }),
  )
  return { id: memberId, revoked, receipt }
}

export type RemovedSlice = { revoked: TokenId[]; done: boolean }

/**
 * Repeats the removing step until nothing is left. From the first on the member is inactive, so that all their tokens
 * have stopped; should it die half-way, asking again does the rest.
 */
export async function removeInSlices(
  deps: Deps,
  step: () => Promise<Changed<RemovedSlice>>,
): Promise<{ revoked: TokenId[]; receipt: Receipt }> {
  const revoked: TokenId[] = []
  for (;;) {
    const { value, receipt } = await afterEarlier(deps, step)
    revoked.push(...value.revoked)
    if (value.done) return { revoked, receipt }
    await breathe(deps.timers)
  }
}

/** Revokes as many of a member's live tokens as go into one transaction; with the last of them the member goes. */
export async function removeSlice(making: Change, memberId: MemberId): Promise<RemovedSlice> {
  const { writes, rights, now, tell, stale } = making
  const member = await lockMember(making, memberId)
  await keepLastOwner(writes, member, { ...member, active: false })
  const live = { now, visible: [{ reach: 'mine', memberId }], statuses: LIVE } as const
  const ids = await writes.tokens.ids(rights.organization.id, live, null, SLICE + 1)
  const locked = await writes.tokens.lockMany(rights.organization.id, ids.slice(0, SLICE))
  const revoked = await revokeAllLocked(making, locked, {
    reason: 'owner_left',
    by: rights.name,
    batchId: null,
  })
  const done = ids.length <= SLICE
  const gone = { userId: null, externalId: null, removedAt: now }
  await writes.members.put({ ...member, active: false, ...(done && gone) })
  stale({ kind: 'member', key: memberId }, 'narrowing')
  if (done) tell({ kind: 'member.removed', subject: memberSubject(member), facts: { role: member.role } })
  return { revoked, done }
}
