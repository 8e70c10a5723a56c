import { type BatchId, KeywardError, type OutputOf, type ParsedOf, type TokenId } from '@keyward/contract'
import type { Actor, StoredToken } from '../../../ports.ts'
import { breathe } from '../../breathe.ts'
import { type Change, changeAhead } from '../../change/change.ts'
import type { Deps } from '../../deps.ts'
import { seenReaches } from '../../rights/reach.ts'
import { readAs } from '../../rights/read-as.ts'
import { EVERY_REACH } from '../live-tokens.ts'
import { allIds } from '../selection.ts'
import { reinstateAlike, reinstateLocked, requireReinstatable, standsAlone } from './reinstate-token.ts'

/** Tokens in one committed slice: small enough that verification goes on between two. */
const SLICE = 50

type Undone = { reinstated: TokenId[]; skipped: { id: TokenId; code: string }[] }

/** Undoes a bulk revocation: re-approves whatever of it can be, and says what could not. Asking again does the rest. */
export async function reinstateTokens(
  deps: Deps,
  actor: Actor,
  { batchId }: ParsedOf<'reinstateTokens'>,
): Promise<OutputOf<'reinstateTokens'>> {
  const ids = await revokedUnder(deps, actor, batchId)
  if (ids.length === 0)
    throw new KeywardError('batch_not_found', { detail: 'No token here stands revoked under that batch.' })
  const all: Undone = { reinstated: [], skipped: [] }
  for (let from = 0; from < ids.length; from += SLICE) {
    const { value } = await changeAhead(deps, actor, async (making) => {
      const undone = await reinstateSlice(making, ids.slice(from, from + SLICE), batchId)
      if (from + SLICE >= ids.length) tellUndo(making, batchId, [all, undone])
      return undone
    })
    all.reinstated.push(...value.reinstated)
    all.skipped.push(...value.skipped)
    await breathe(deps.timers)
  }
  return all
}

/** Only those that the actor may see: whoever has a batch id is told of no others. */
async function revokedUnder(deps: Deps, actor: Actor, batch: BatchId): Promise<TokenId[]> {
  const { rights, now } = await readAs(deps, actor)
  const visible = seenReaches(rights)
  if (visible.length === 0) return []
  return allIds(deps.store.heavy, actor.organizationId, { now, visible, batch })
}

async function reinstateSlice(making: Change, slice: readonly TokenId[], batchId: BatchId): Promise<Undone> {
  const { writes, rights, now } = making
  const { id } = rights.organization
  const still = { now, visible: EVERY_REACH, batch: batchId, ids: slice }
  const locked = await writes.tokens.lockMany(id, await writes.tokens.ids(id, still, null, SLICE))
  const undone: Undone = { reinstated: [], skipped: [] }
  const alike: StoredToken[] = []
  for (const stored of locked) {
    const refusal = await refusalOf(async () => {
      if (standsAlone(making, stored)) await reinstateLocked(making, stored, batchId)
      else {
        requireReinstatable(making, stored)
        alike.push(stored)
      }
    })
    if (refusal) undone.skipped.push({ id: stored.token.id, code: refusal })
    else undone.reinstated.push(stored.token.id)
  }
  await reinstateAlike(making, alike, batchId)
  return undone
}

/** A token that cannot be re-approved must not keep the others from it: its reason is an answer here. */
async function refusalOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof KeywardError) return error.code
    throw error
  }
}

function tellUndo({ tell }: Change, batchId: BatchId, parts: readonly Undone[]): void {
  const reinstated = parts.reduce((sum, part) => sum + part.reinstated.length, 0)
  const skipped = parts.reduce((sum, part) => sum + part.skipped.length, 0)
  tell({
    kind: 'tokens.reinstated',
    subject: { kind: 'batch', id: batchId, name: `${reinstated} API tokens` },
    facts: { reinstated, skipped },
  })
}
