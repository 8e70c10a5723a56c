import {
  BatchId,
  KeywardError,
  type OutputOf,
  type ParsedOf,
  permission,
  type TokenId,
} from '@keyward/contract'
import { decideApplication } from '../../policy/decide-policy.ts'
import type { Actor, StoredToken } from '../../ports.ts'
import { createPace } from '../../world.ts'
import { breathe } from '../breathe.ts'
import { afterEarlier, settleEarlier } from '../change/after-earlier.ts'
import { type Change, type Changed, changeAhead } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { requirePermission } from '../rights/rights.ts'
import { wantedOf } from '../tokens/granting/require-policy.ts'
import { everyLiveToken } from '../tokens/live-tokens.ts'
import { amended, subjectOf } from '../tokens/move-token.ts'
import { revokeAllLocked } from '../tokens/revoking/revoke-token.ts'
import { previewPolicy } from './preview-policy.ts'

/** Tokens in one committed slice. */
const SLICE = 50

type Done = { shortened: number; revoked: number }
/** What the slices of one application have in common. */
type Batch = { id: BatchId; own: TokenId | null; pace: () => Promise<void> }
type Slice = Done & { last: TokenId }

/**
 * Makes live tokens follow the policy in force, in committed slices. When it returns, what ended is refused everywhere.
 * What it revoked stands under one batch id; asking again does the rest, if it dies half-way.
 */
export async function applyPolicy(
  deps: Deps,
  actor: Actor,
  { expected }: ParsedOf<'applyPolicy'>,
): Promise<OutputOf<'applyPolicy'>> {
  await afterEarlier(deps, () => requireExpected(deps, actor, expected))
  const batch: Batch = {
    id: BatchId.parse(newId('bat', deps)),
    own: actor.kind === 'token' ? actor.tokenId : null,
    pace: createPace(deps),
  }
  const done: Done = { shortened: 0, revoked: 0 }
  let sequence = 0
  for (let after: TokenId | null = null; ; ) {
    const { value, receipt }: Changed<Slice | null> = await changeAhead(deps, actor, (making) =>
      applySlice(making, batch, after),
    )
    if (value === null) break
    after = value.last
    done.shortened += value.shortened
    done.revoked += value.revoked
    sequence = Math.max(sequence, receipt.sequence)
    await breathe(deps.timers)
  }
  const { value, receipt } = await changeAhead(deps, actor, (making) => close(making, batch, done))
  sequence = Math.max(sequence, receipt.sequence)
  return { batchId: batch.id, ...value, receipt: { ...(await settleEarlier(deps)), sequence } }
}

/** @throws KeywardError `selection_changed` when not as many live tokens break the policy as the preview told */
async function requireExpected(deps: Deps, actor: Actor, expected: number): Promise<void> {
  const { tokens } = await previewPolicy(deps, actor, {})
  if (tokens !== expected)
    throw new KeywardError('selection_changed', {
      detail: `${tokens} live tokens break the policy now, not ${expected}. Look at the preview again.`,
    })
}

/** The next tokens in the order of their ids, but for the acting one: what has ended does nothing more. */
async function applySlice(making: Change, batch: Batch, after: TokenId | null): Promise<Slice | null> {
  const { writes, rights, now } = making
  const ids = await writes.tokens.ids(rights.organization.id, everyLiveToken(now), after, SLICE)
  const last = ids.at(-1)
  if (!last) return null
  const others = ids.filter((id) => id !== batch.own)
  return { last, ...(await applyTo(making, batch, others)) }
}

/** The acting token's turn, and the event that closes the batch, in one: it tells of an end that may be its own. */
async function close(making: Change, batch: Batch, before: Done): Promise<Done> {
  const { writes, rights, now } = making
  const where = { ...everyLiveToken(now), ids: batch.own ? [batch.own] : [] }
  const left = await writes.tokens.ids(rights.organization.id, where, null, 1)
  const { shortened, revoked } = await applyTo(making, batch, left)
  const done = { shortened: before.shortened + shortened, revoked: before.revoked + revoked }
  making.tell({
    kind: 'policy.applied',
    subject: { kind: 'batch', id: batch.id, name: `${done.shortened + done.revoked} API tokens` },
    facts: done,
  })
  return done
}

async function applyTo(making: Change, { id: batchId, pace }: Batch, ids: readonly TokenId[]): Promise<Done> {
  const { writes, rights, now } = making
  requirePermission(rights, permission('keyward', 'settings', 'update'))
  const { policy } = rights.organization.settings
  const ended: StoredToken[] = []
  let shortened = 0
  for (const stored of await writes.tokens.lockMany(rights.organization.id, ids)) {
    const application = decideApplication(policy, wantedOf(stored), now)
    if (application.kind === 'revoke') ended.push(stored)
    if (application.kind !== 'shorten') continue
    await shorten(making, stored, application.expiresAt, batchId)
    shortened += 1
    await pace()
  }
  await revokeAllLocked(making, ended, { reason: 'policy', by: rights.name, batchId })
  return { shortened, revoked: ended.length }
}

async function shorten(
  { writes, now, tell, stale }: Change,
  stored: StoredToken,
  expiresAt: number,
  batchId: BatchId,
): Promise<void> {
  const token = amended(stored.token, now, { expiresAt })
  await writes.tokens.update(token)
  stale({ kind: 'token', key: token.id }, 'narrowing')
  tell({
    kind: 'token.updated',
    subject: subjectOf(token),
    facts: { before: { expiresAt: stored.token.expiresAt }, after: { expiresAt: token.expiresAt }, batchId },
    about: { token: { ...stored, token }, before: stored, batchId },
  })
}
