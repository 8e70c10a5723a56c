import { DeliveryId, type OutputOf, type ParsedOf } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import { readTimeCursor, writeCursor } from '../cursor.ts'
import type { Deps } from '../deps.ts'
import { readAs } from '../rights/read-as.ts'
import { foundWebhook, READ_WEBHOOKS } from './found-webhook.ts'
import { presentDelivery, presentWebhook } from './present-webhook.ts'

/** Lists the organisation's webhooks, the oldest first. */
export async function listWebhooks(deps: Deps, actor: Actor): Promise<OutputOf<'listWebhooks'>> {
  const { now } = await readAs(deps, actor, READ_WEBHOOKS)
  const records = await deps.store.reads.webhooks.list(actor.organizationId)
  return { webhooks: records.map((record) => presentWebhook(record, now)) }
}

/** Fetches one webhook. */
export async function getWebhook(
  deps: Deps,
  actor: Actor,
  { webhookId }: ParsedOf<'getWebhook'>,
): Promise<OutputOf<'getWebhook'>> {
  const { now } = await readAs(deps, actor, READ_WEBHOOKS)
  const record = await deps.store.reads.webhooks.find(actor.organizationId, webhookId)
  return presentWebhook(foundWebhook(record, webhookId), now)
}

/** Lists what was posted to a webhook, the newest first. */
export async function listDeliveries(
  deps: Deps,
  actor: Actor,
  { webhookId, status: statuses, limit, cursor }: ParsedOf<'listDeliveries'>,
): Promise<OutputOf<'listDeliveries'>> {
  await readAs(deps, actor, READ_WEBHOOKS)
  const { webhooks } = deps.store.reads
  foundWebhook(await webhooks.find(actor.organizationId, webhookId), webhookId)
  const after = cursor === undefined ? null : readTimeCursor(cursor, DeliveryId)
  const query = { statuses, limit: limit + 1, after }
  const rows = await webhooks.deliveries(actor.organizationId, webhookId, query)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    deliveries: page.map(presentDelivery),
    nextCursor: rows.length > limit && last ? writeCursor(last.createdAt, last.id) : null,
  }
}
