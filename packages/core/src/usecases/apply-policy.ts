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
import { amended, lockToken, subjectOf } from './move-token.ts'
import { newId } from './new-id.ts'
import { previewPolicy } from './preview-policy.ts'
import { wantedOf } from './require-policy.ts'
import { revokeLocked } from './revoke-token.ts'
import { requirePermission } from './rights.ts'

const SLICE = 100

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
  for (const id of ids) await applyTo(making, await lockToken(making, id), batchId, done)
  return ids.at(-1) ?? null
}

async function applyTo(making: Change, stored: StoredToken, batchId: BatchId, done: Done): Promise<void> {
  const { rights, now } = making
  const application = decideApplication(rights.organization.settings.policy, wantedOf(stored), now)
  if (application.kind === 'keep') return
  if (application.kind === 'revoke') {
    await revokeLocked(making, stored, { reason: 'policy', by: rights.name, batchId })
    done.revoked += 1
    return
  }
  const token = amended(stored.token, now, { expiresAt: application.expiresAt })
  await making.writes.tokens.update(token)
  making.stale({ kind: 'token', key: token.id }, 'narrowing')
  making.tell({
    kind: 'token.updated',
    subject: subjectOf(token),
    facts: { before: { expiresAt: stored.token.expiresAt }, after: { expiresAt: token.expiresAt }, batchId },
    about: { token: { ...stored, token }, before: stored, batchId },
  })
  done.shortened += 1
}
