import type { OutputOf, ParsedOf } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import type { WebhookRecord } from '../../webhooks/record.ts'
import { difference, given } from '../change/amendment.ts'
import { change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requirePostable } from './create-webhook.ts'
import { lockWebhook } from './found-webhook.ts'
import { hostOf, presentWebhook, webhookSubject } from './present-webhook.ts'

/** Changes a webhook, or switches it off or on. Switched off, what waits is not posted any more. */
export async function updateWebhook(
  deps: Deps,
  actor: Actor,
  { webhookId, ...input }: ParsedOf<'updateWebhook'>,
): Promise<OutputOf<'updateWebhook'>> {
  const { disabled: off, ...fields } = given(input)
  if (fields.url !== undefined) await requirePostable(deps, actor, fields.url)
  const { value } = await change(deps, actor, async (making) => {
    const { writes, now, tell } = making
    const before = await lockWebhook(making, webhookId)
    const after: WebhookRecord = { ...before, ...fields, ...switched(before, off, now) }
    await writes.webhooks.put(after)
    if (after.disabled) await writes.webhooks.end(after.organizationId, webhookId, now)
    tell({
      kind: 'webhook.updated',
      subject: webhookSubject(after),
      facts: difference(told(before), told(after)),
    })
    return presentWebhook(after, now)
  })
  return value
}

/** Deletes a webhook with its messages. */
export async function deleteWebhook(
  deps: Deps,
  actor: Actor,
  { webhookId }: ParsedOf<'deleteWebhook'>,
): Promise<OutputOf<'deleteWebhook'>> {
  await change(deps, actor, async (making) => {
    const record = await lockWebhook(making, webhookId)
    await making.writes.webhooks.remove(record.organizationId, webhookId)
    making.tell({
      kind: 'webhook.deleted',
      subject: webhookSubject(record),
      facts: { host: hostOf(record.url) },
    })
  })
}

/** Switched on again, it begins with a clean record. */
function switched(
  { disabled }: WebhookRecord,
  off: boolean | undefined,
  now: number,
): Partial<WebhookRecord> {
  if (off === undefined || off === (disabled !== null)) return {}
  return off ? { disabled: { at: now, why: 'by_hand' } } : { disabled: null, failingSince: null }
}

const told = ({ name, url, events, disabled }: WebhookRecord) => ({
  name,
  host: hostOf(url),
  events,
  disabled: disabled?.why ?? null,
})
