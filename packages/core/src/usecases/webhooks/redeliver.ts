import { KeywardError, type OutputOf, type ParsedOf } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import { redelivered } from '../../webhooks/after-attempt.ts'
import type { WebhookRecord } from '../../webhooks/record.ts'
import { writeTest } from '../../webhooks/write-message.ts'
import { change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { newDelivery } from '../outbox/publish.ts'
import { lockWebhook } from './found-webhook.ts'
import { presentDelivery, webhookSubject } from './present-webhook.ts'

/** Posts a message to a webhook that tells of nothing: to see whether it arrives. */
export async function testWebhook(
  deps: Deps,
  actor: Actor,
  { webhookId }: ParsedOf<'testWebhook'>,
): Promise<OutputOf<'testWebhook'>> {
  const { value } = await change(deps, actor, async (making) => {
    const { writes, rights, now, tell } = making
    const webhook = await lockWebhook(making, webhookId)
    requireOn(webhook)
    const delivery = newDelivery(deps, webhook, writeTest(rights.organization.id, rights.name, now), now)
    await writes.webhooks.insert([delivery])
    tell({ kind: 'webhook.tested', subject: webhookSubject(webhook), facts: { deliveryId: delivery.id } })
    return presentDelivery(delivery)
  })
  return value
}

/** Posts a message again, under its id: whoever has had it can tell. */
export async function redeliver(
  deps: Deps,
  actor: Actor,
  { webhookId, deliveryId }: ParsedOf<'redeliver'>,
): Promise<OutputOf<'redeliver'>> {
  const { value } = await change(deps, actor, async (making) => {
    const { writes, now, tell } = making
    const webhook = await lockWebhook(making, webhookId)
    const found = await writes.webhooks.lockDelivery(webhook.organizationId, webhookId, deliveryId)
    if (!found)
      throw new KeywardError('delivery_not_found', {
        detail: `The webhook has no delivery with the id ${deliveryId}.`,
      })
    requireOn(webhook)
    // What is on its way this moment is what was asked for.
    if (found.status === 'sending') return presentDelivery(found)
    const waiting = redelivered(found, now)
    await writes.webhooks.update(waiting)
    tell({ kind: 'webhook.redelivered', subject: webhookSubject(webhook), facts: { deliveryId } })
    return presentDelivery(waiting)
  })
  return value
}

function requireOn({ name, disabled }: WebhookRecord): void {
  if (disabled)
    throw new KeywardError('webhook_disabled', { detail: `“${name}” is off.`, state: disabled.why })
}
