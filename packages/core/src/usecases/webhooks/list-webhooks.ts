import { DeliveryId, KeywardError, type OutputOf, type ParsedOf } from '@keyward/contract'
import type { Actor, DeliveryCursor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { requirePermission, rightsToRead } from '../rights/rights.ts'
import { foundWebhook, READ_WEBHOOKS } from './found-webhook.ts'
import { presentDelivery, presentWebhook } from './present-webhook.ts'

/** Lists the organisation's webhooks, the oldest first. */
export async function listWebhooks(deps: Deps, actor: Actor): Promise<OutputOf<'listWebhooks'>> {
  await requireRead(deps, actor)
  const records = await deps.store.reads.webhooks.list(actor.organizationId)
  return { webhooks: records.map((record) => presentWebhook(record, deps.clock.now())) }
}

/** Fetches one webhook. */
export async function getWebhook(
  deps: Deps,
  actor: Actor,
  { webhookId }: ParsedOf<'getWebhook'>,
): Promise<OutputOf<'getWebhook'>> {
  await requireRead(deps, actor)
  const record = await deps.store.reads.webhooks.find(actor.organizationId, webhookId)
  return presentWebhook(foundWebhook(record, webhookId), deps.clock.now())
}

/** Lists what was posted to a webhook, the newest first. */
export async function listDeliveries(
  deps: Deps,
  actor: Actor,
  { webhookId, status: statuses, limit, cursor }: ParsedOf<'listDeliveries'>,
): Promise<OutputOf<'listDeliveries'>> {
  await requireRead(deps, actor)
  const { webhooks } = deps.store.reads
  foundWebhook(await webhooks.find(actor.organizationId, webhookId), webhookId)
  const after = cursor === undefined ? null : decodeCursor(cursor)
  const query = { statuses, limit: limit + 1, after }
  const rows = await webhooks.deliveries(actor.organizationId, webhookId, query)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    deliveries: page.map(presentDelivery),
    nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
  }
}

async function requireRead({ store, catalogue, clock }: Deps, actor: Actor): Promise<void> {
  const rights = await rightsToRead(store.reads, actor, await catalogue.current(), clock.now())
  requirePermission(rights, READ_WEBHOOKS)
}

const encodeCursor = ({ createdAt, id }: DeliveryCursor): string =>
  Buffer.from(`${createdAt}.${id}`).toString('base64url')

function decodeCursor(text: string): DeliveryCursor {
  const [, createdAt, id] = /^(\d{1,16})\.(\w{1,64})$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  const parsed = DeliveryId.safeParse(id)
  if (!parsed.success)
    throw new KeywardError('cursor_invalid', { detail: 'Ask for the first page again, without a cursor.' })
  return { createdAt: Number(createdAt), id: parsed.data }
}
