import { z } from 'zod'
import { BatchId } from '../ids.ts'
import { permission } from '../permission.ts'
import { PolicyInput, PolicyPreview } from '../policy.ts'
import { Settings, UpdateSettingsInput } from '../settings.ts'
import { Receipt } from '../token.ts'
import { operation } from './operation.ts'

export const settingsOperations = {
  /** Tells what the organisation is called and what it decides for itself. */
  getSettings: operation({
    method: 'GET',
    path: '/v1/settings',
    tag: 'Settings',
    authority: [permission('keyward', 'settings', 'read')],
    output: Settings,
    errors: [],
  }),
  /** Changes what the organisation is called and decides: the fields that are given. */
  updateSettings: operation({
    method: 'PATCH',
    path: '/v1/settings',
    tag: 'Settings',
    authority: [permission('keyward', 'settings', 'update')],
    body: UpdateSettingsInput,
    output: Settings,
    errors: [],
  }),
  /** Tells which live tokens break a policy, and what applying it would do to them. */
  previewPolicy: operation({
    method: 'POST',
    path: '/v1/settings/preview-policy',
    tag: 'Settings',
    authority: [permission('keyward', 'settings', 'update')],
    body: z.strictObject({
      policy: PolicyInput.optional().describe('omitted: the policy that is in force'),
    }),
    output: PolicyPreview,
    repeats: 'safely',
    errors: [],
  }),
  /** Makes live tokens follow the policy in force: earlier ends, or revoked as `policy`, if as many break it as expected. */
  applyPolicy: operation({
    method: 'POST',
    path: '/v1/settings/apply-policy',
    tag: 'Settings',
    authority: [permission('keyward', 'settings', 'update')],
    body: z.strictObject({
      expected: z.int().min(1).describe('the number of tokens that the preview told'),
    }),
    output: z.strictObject({
      batchId: BatchId,
      shortened: z.int(),
      revoked: z.int(),
      receipt: Receipt,
    }),
    errors: ['selection_changed', 'sign_in_stale'],
  }),
} as const
