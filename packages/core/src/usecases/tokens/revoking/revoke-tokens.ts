import { BatchId, KeywardError, type OutputOf, type ParsedOf, type TokenId } from '@keyward/contract'
import type { Actor, TokenWhere } from '../../../ports.ts'
import { breathe } from '../../breathe.ts'
import { afterEarlier, settleEarlier } from '../../change/after-earlier.ts'
import { type Change, changeAhead } from '../../change/change.ts'
import type { Deps } from '../../deps.ts'
import { newId } from '../../new-id.ts'
import { visibleReaches } from '../../rights/reach.ts'
import { readAs } from '../../rights/read-as.ts'
import { allIds, revocable, revocableLike } from '../selection.ts'
import { revokeAllLocked } from './revoke-token.ts'

/** Tokens in one committed slice: small enough that verification goes on between two. */
const SLICE = 50

type Input = ParsedOf<'revokeTokens'>

/**
 * Revokes every live token of a selection, in committed slices. When it returns, all of them are refused everywhere.
 * If it dies half-way, what was revoked stands under its batch id, and asking again under that id does the rest.
 */
export async function revokeTokens(
  deps: Deps,
  actor: Actor,
  input: Input,
): Promise<OutputOf<'revokeTokens'>> {
  const batchId = input.batchId ?? BatchId.parse(newId('bat', deps))
  const { revoked, ids } = await afterEarlier(deps, () => requireExpected(deps, actor, input))
  let sequence = 0
  for (let from = 0; from === 0 || from < ids.length; from += SLICE) {
    const { value, receipt } = await changeAhead(deps, actor, async (making) => {
      const done = await revokeSlice(making, input, ids.slice(from, from + SLICE), batchId)
      if (from + SLICE >= ids.length) tellBatch(making, batchId, revoked.length + done.length)
      return done
    })
    revoked.push(...value)
    sequence = Math.max(sequence, receipt.sequence)
    await breathe(deps.timers)
  }
  // Also what somebody else revoked meanwhile, and was passed over here, is final when this is answered.
  const receipt = { ...(await settleEarlier(deps)), sequence }
  return { batchId, revoked, skipped: skippedOf(input, revoked), receipt }
}

/**
 * The live tokens of the selection, an acting token last of all, and those that the batch has revoked before.
 * @throws KeywardError `selection_changed` when together they are not as many as the preview told
 */
async function requireExpected(
  deps: Deps,
  actor: Actor,
  { selection, expected, batchId }: Input,
): Promise<{ revoked: TokenId[]; ids: TokenId[] }> {
  const { rights, now } = await readAs(deps, actor)
  const idsOf = (where: TokenWhere) => allIds(deps.store.heavy, actor.organizationId, where)
  const visible = visibleReaches(rights, 'revoke', undefined)
  const revoked = batchId ? await idsOf({ now, visible, batch: batchId }) : []
  const ids = await idsOf(revocable(rights, selection, now))
  const count = revoked.length + ids.length
  if (count !== expected)
    throw new KeywardError('selection_changed', {
      detail: `The selection now holds ${count} live tokens, not ${expected}. Look at the preview again.`,
    })
  return { revoked, ids: actor.kind === 'token' ? withLast(ids, actor.tokenId) : ids }
}

const withLast = (ids: TokenId[], last: TokenId): TokenId[] =>
  ids.includes(last) ? [...ids.filter((id) => id !== last), last] : ids

/** Revokes what is still live of a slice, and still the actor's to revoke. */
async function revokeSlice(
  making: Change,
  { selection, reason }: Input,
  slice: readonly TokenId[],
  batchId: BatchId,
): Promise<TokenId[]> {
  const { writes, rights, now } = making
  const { id } = rights.organization
  const where = { ...revocableLike(rights, selection, now), search: undefined, ids: slice }
  const locked = await writes.tokens.lockMany(id, await writes.tokens.ids(id, where, null, SLICE))
  return revokeAllLocked(making, locked, { reason, by: rights.name, batchId })
}

const tellBatch = ({ tell }: Change, batchId: BatchId, count: number) =>
  tell({
    kind: 'tokens.revoked',
    subject: { kind: 'batch', id: batchId, name: `${count} API tokens` },
    facts: { count },
  })

const skippedOf = ({ selection }: Input, revoked: readonly TokenId[]) => {
  if (!('ids' in selection)) return []
  const done = new Set(revoked)
  return [...new Set(selection.ids)]
    .filter((id) => !done.has(id))
    .map((id) => ({ id, code: 'move_not_allowed' }))
}
