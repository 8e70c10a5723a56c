import {
  BatchId,
  KeywardError,
  type OutputOf,
  type ParsedOf,
  permission,
  type TokenId,
} from '@keyward/contract'
import { decideApplication } from '../policy/decide-policy.ts'
import type { Actor, StoredToken } from '../ports.ts'
import { breathe } from './breathe.ts'
import { type Change, change } from './change.ts'
import type { Deps } from './deps.ts'
import { everyLiveToken } from './live-tokens.ts'
import { amended, subjectOf } from './move-token.ts'
import { newId } from './new-id.ts'
import { previewPolicy } from './preview-policy.ts'
import { wantedOf } from './require-policy.ts'
import { revokeAllLocked } from './revoke-token.ts'
import { requirePermission } from './rights.ts'

const SLICE = 50

type Done = { shortened: number; revoked: number }

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
  const done: Done = { shortened: 0, revoked: 0 }
  let after: TokenId | null = null
  for (;;) {
    const { value } = await change(deps, actor, (making) => applySlice(making, batchId, after, done))
    if (value === null) break
    after = value
    await breathe(deps.timers)
  }
  const { receipt } = await change(deps, actor, async (making) =>
    making.tell({
      kind: 'policy.applied',
      subject: { kind: 'batch', id: batchId, name: `${done.shortened + done.revoked} API tokens` },
      facts: done,
    }),
  )
  return { batchId, ...done, receipt }
}

async function applySlice(
  making: Change,
  batchId: BatchId,
  after: TokenId | null,
  done: Done,
): Promise<TokenId | null> {
  const { writes, rights, now } = making
  requirePermission(rights, permission('keyward', 'settings', 'update'))
  const ids = await writes.tokens.ids(rights.organization.id, everyLiveToken(now), after, SLICE)
  const { policy } = rights.organization.settings
  const ended: StoredToken[] = []
  for (const stored of await writes.tokens.lockMany(rights.organization.id, ids)) {
    const application = decideApplication(policy, wantedOf(stored), now)
    if (application.kind === 'keep') continue
    if (application.kind === 'revoke') {
      ended.push(stored)
      continue
    }
    await shorten(making, stored, application.expiresAt, batchId)
    done.shortened += 1
  }
  await revokeAllLocked(making, ended, { reason: 'policy', by: rights.name, batchId })
  done.revoked += ended.length
  return ids.at(-1) ?? null
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
