import { type BatchId, KeywardError, type OutputOf, type ParsedOf, type TokenId } from '@keyward/contract'
import type { Actor } from '../ports.ts'
import { breathe } from './breathe.ts'
import { type Change, change } from './change.ts'
import type { Deps } from './deps.ts'
import { lockToken } from './move-token.ts'
import { reinstateLocked } from './reinstate-token.ts'

const SLICE = 25

type Undone = { reinstated: TokenId[]; skipped: { id: TokenId; code: string }[] }

/** Undoes a bulk revocation: re-approves whatever of it can be, and says what could not. */
export async function reinstateTokens(
  deps: Deps,
  actor: Actor,
  { batchId }: ParsedOf<'reinstateTokens'>,
): Promise<OutputOf<'reinstateTokens'>> {
  const all: Undone = { reinstated: [], skipped: [] }
  let after: TokenId | null = null
  for (;;) {
    const { value } = await change(deps, actor, (making) => reinstateSlice(making, batchId, after))
    if (value.last === null) break
    all.reinstated.push(...value.reinstated)
    all.skipped.push(...value.skipped)
    after = value.last
    await breathe(deps.timers)
  }
  if (after === null)
    throw new KeywardError('batch_not_found', { detail: 'No token here stands revoked under that batch.' })
  await closeUndo(deps, actor, batchId, all)
  return all
}

async function reinstateSlice(
  making: Change,
  batchId: BatchId,
  after: TokenId | null,
): Promise<Undone & { last: TokenId | null }> {
  const { writes, rights } = making
  const ids = await writes.tokens.idsOfBatch(rights.organization.id, batchId, after, SLICE)
  const undone: Undone = { reinstated: [], skipped: [] }
  for (const id of ids) {
    const refusal = await reinstateOne(making, id, batchId)
    if (refusal) undone.skipped.push({ id, code: refusal })
    else undone.reinstated.push(id)
  }
  return { ...undone, last: ids.at(-1) ?? null }
}

/** A token that cannot be re-approved must not keep the others from it: its reason is an answer here. */
async function reinstateOne(making: Change, id: TokenId, batchId: BatchId): Promise<string | undefined> {
  try {
    await reinstateLocked(making, await lockToken(making, id), batchId)
    return undefined
  } catch (error) {
    if (error instanceof KeywardError) return error.code
    throw error
  }
}

async function closeUndo(
  deps: Deps,
  actor: Actor,
  batchId: BatchId,
  { reinstated, skipped }: Undone,
): Promise<void> {
  await change(deps, actor, async (making) => {
    making.tell({
      kind: 'tokens.reinstated',
      subject: { kind: 'batch', id: batchId, name: `${reinstated.length} API tokens` },
      facts: { reinstated: reinstated.length, skipped: skipped.length },
    })
  })
}
