import { BatchId, KeywardError, type OutputOf, type ParsedOf, type TokenId } from '@keyward/contract'
import type { Actor } from '../ports.ts'
import { afterEarlier, settleEarlier } from './after-earlier.ts'
import { breathe } from './breathe.ts'
import { type Change, change } from './change.ts'
import type { Deps } from './deps.ts'
import { lockToken } from './move-token.ts'
import { newId } from './new-id.ts'
import { revokeLocked } from './revoke-token.ts'
import { rightsToRead } from './rights.ts'
import { revocable } from './selection.ts'

/** Tokens in one committed slice: small enough that verification goes on between two. */
const SLICE = 25

type Input = ParsedOf<'revokeTokens'>

/**
 * Revokes every live token of a selection, in committed slices. When it returns, all of them are refused everywhere.
 * If it dies half-way, what was revoked stays so under one batch id, and asking again does the rest.
 */
export async function revokeTokens(
  deps: Deps,
  actor: Actor,
  input: Input,
): Promise<OutputOf<'revokeTokens'>> {
  await afterEarlier(deps, () => requireExpected(deps, actor, input))
  const batchId = BatchId.parse(newId('bat', deps))
  const revoked: TokenId[] = []
  let after: TokenId | null = null
  let sequence = 0
  for (;;) {
    const { value: slice, receipt } = await change(deps, actor, (making) =>
      revokeSlice(making, input, batchId, after),
    )
    if (slice.length === 0) break
    revoked.push(...slice)
    after = slice.at(-1) ?? null
    sequence = receipt.sequence
    await breathe(deps.timers)
  }
  await closeBatch(deps, actor, batchId, revoked.length)
  // What somebody else revoked meanwhile was passed over: it must be as final as the rest.
  const receipt = { ...(await settleEarlier(deps)), sequence }
  return { batchId, revoked, skipped: skippedOf(input, revoked), receipt }
}

/** @throws KeywardError `selection_changed` when the selection no longer counts what the preview told */
async function requireExpected(deps: Deps, actor: Actor, { selection, expected }: Input): Promise<void> {
  const now = deps.clock.now()
  const { reads } = deps.store
  const rights = await rightsToRead(reads, actor, await deps.catalogue.current(), now)
  const count = await reads.tokens.count(actor.organizationId, revocable(rights, selection, now))
  if (count !== expected)
    throw new KeywardError('selection_changed', {
      detail: `The selection now holds ${count} live tokens, not ${expected}. Look at the preview again.`,
    })
}

async function revokeSlice(
  making: Change,
  { selection, reason }: Input,
  batchId: BatchId,
  after: TokenId | null,
): Promise<TokenId[]> {
  const { writes, rights, now } = making
  const ids = await writes.tokens.ids(rights.organization.id, revocable(rights, selection, now), after, SLICE)
  for (const id of ids)
    await revokeLocked(making, await lockToken(making, id), { reason, by: rights.name, batchId })
  return ids
}

async function closeBatch(deps: Deps, actor: Actor, batchId: BatchId, count: number): Promise<void> {
  await change(deps, actor, async (making) => {
    making.tell({
      kind: 'tokens.revoked',
      subject: { kind: 'batch', id: batchId, name: `${count} API tokens` },
      facts: { count },
    })
  })
}

const skippedOf = ({ selection }: Input, revoked: readonly TokenId[]) => {
  if (!('ids' in selection)) return []
  const done = new Set(revoked)
  return [...new Set(selection.ids)]
    .filter((id) => !done.has(id))
    .map((id) => ({ id, code: 'move_not_allowed' }))
}
