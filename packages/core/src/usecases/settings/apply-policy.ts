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
import { breathe } from '../breathe.ts'
import { type Change, change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { requirePermission } from '../rights/rights.ts'
import { wantedOf } from '../tokens/granting/require-policy.ts'
import { everyLiveToken } from '../tokens/live-tokens.ts'
import { amended, subjectOf } from '../tokens/move-token.ts'
import { revokeAllLocked } from '../tokens/revoking/revoke-token.ts'
import { previewPolicy } from './preview-policy.ts'

const SLICE = 50

type Done = { shortened: number; revoked: number }
type Slice = Done & { last: TokenId }

/**
 * Makes live tokens follow the policy in force, in committed slices. What it revoked stands under one batch id; asking
 * again does the rest, if it dies half-way.
 */
export async function applyPolicy(
  deps: Deps,
  actor: Actor,
  { expected }: ParsedOf<'applyPolicy'>,
): Promise<OutputOf<'applyPolicy'>> {
  const { tokens } = await previewPolicy(deps, actor, {})
  if (tokens !== expected)
    throw new KeywardError('selection_changed', {
      detail: `${tokens} live tokens break the policy now, not ${expected}. Look at the preview again.`,
    })
  const batchId = BatchId.parse(newId('bat', deps))
  const own = actor.kind === 'token' ? actor.tokenId : null
  const done: Done = { shortened: 0, revoked: 0 }
  for (let after: TokenId | null = null; ; ) {
    const { value }: { value: Slice | null } = await change(deps, actor, (making) =>
      applySlice(making, batchId, after, own),
    )
    if (value === null) break
    after = value.last
    done.shortened += value.shortened
    done.revoked += value.revoked
    await breathe(deps.timers)
  }
  const { value, receipt } = await change(deps, actor, (making) => close(making, batchId, own, done))
  return { batchId, ...value, receipt }
}

/** The next tokens in the order of their ids, but for the acting one: what has ended does nothing more. */
async function applySlice(
  making: Change,
  batchId: BatchId,
  after: TokenId | null,
  own: TokenId | null,
): Promise<Slice | null> {
  const { writes, rights, now } = making
  const ids = await writes.tokens.ids(rights.organization.id, everyLiveToken(now), after, SLICE)
  const last = ids.at(-1)
  if (!last) return null
  const others = ids.filter((id) => id !== own)
  return { last, ...(await applyTo(making, others, batchId)) }
}

/** The acting token's turn, and the event that closes the batch, in one: it tells of an end that may be its own. */
async function close(making: Change, batchId: BatchId, own: TokenId | null, before: Done): Promise<Done> {
  const { writes, rights, now } = making
  const where = { ...everyLiveToken(now), ids: own ? [own] : [] }
  const left = await writes.tokens.ids(rights.organization.id, where, null, 1)
  const { shortened, revoked } = await applyTo(making, left, batchId)
  const done = { shortened: before.shortened + shortened, revoked: before.revoked + revoked }
  making.tell({
    kind: 'policy.applied',
    subject: { kind: 'batch', id: batchId, name: `${done.shortened + done.revoked} API tokens` },
    facts: done,
  })
  return done
}

async function applyTo(making: Change, ids: readonly TokenId[], batchId: BatchId): Promise<Done> {
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
