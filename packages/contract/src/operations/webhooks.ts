import { z } from 'zod'
import { DeliveryId, WebhookId } from '../ids.ts'
import { many, pageLimit } from '../lists.ts'
import { OnceHeaders } from '../once.ts'
import { permission } from '../permission.ts'
import {
  CreateWebhookInput,
  Delivery,
  DeliveryStatus,
  UpdateWebhookInput,
  Webhook,
  WebhookAnswer,
} from '../webhook.ts'
import { operation } from './operation.ts'

const read = [permission('keyward', 'webhooks', 'read')] as const
const update = [permission('keyward', 'webhooks', 'update')] as const
const one = z.strictObject({ webhookId: WebhookId })

export const webhookOperations = {
  /** Lists the webhooks of the organisation, the oldest first. */
  listWebhooks: operation({
    method: 'GET',
    path: '/v1/webhooks',
    tag: 'Webhooks',
    authority: read,
    output: z.strictObject({ webhooks: z.array(Webhook) }),
    errors: [],
  }),
  /** Creates a webhook. Its secret is in this answer and nowhere else, ever. */
  createWebhook: operation({
    method: 'POST',
    path: '/v1/webhooks',
    tag: 'Webhooks',
    authority: update,
    headers: OnceHeaders,
    body: CreateWebhookInput,
    output: WebhookAnswer,
    success: 201,
    errors: ['webhook_url_refused', 'webhooks_full', 'idempotency_key_reused'],
  }),
  /** Fetches one webhook. */
  getWebhook: operation({
    method: 'GET',
    path: '/v1/webhooks/{webhookId}',
    tag: 'Webhooks',
    authority: read,
    params: one,
    output: Webhook,
    errors: ['webhook_not_found'],
  }),
  /** Changes name, address or events, or switches the webhook off or on: the fields that are given. */
  updateWebhook: operation({
    method: 'PATCH',
    path: '/v1/webhooks/{webhookId}',
    tag: 'Webhooks',
    authority: update,
    params: one,
    body: UpdateWebhookInput,
    output: Webhook,
    errors: ['webhook_not_found', 'webhook_url_refused'],
  }),
  /** Deletes a webhook with its deliveries. What waits is not sent. */
  deleteWebhook: operation({
    method: 'DELETE',
    path: '/v1/webhooks/{webhookId}',
    tag: 'Webhooks',
    authority: update,
    params: one,
    output: z.undefined(),
    success: 204,
    errors: ['webhook_not_found'],
  }),
  /** Gives a webhook a new secret. For 24 hours messages are signed with the secret before as well. */
  rotateWebhookSecret: operation({
    method: 'POST',
    path: '/v1/webhooks/{webhookId}/rotate-secret',
    tag: 'Webhooks',
    authority: update,
    params: one,
    headers: OnceHeaders,
    output: WebhookAnswer,
    errors: ['webhook_not_found', 'idempotency_key_reused'],
  }),
  /** Posts a test message to a webhook, at once; the list of deliveries tells how it went. */
  testWebhook: operation({
    method: 'POST',
    path: '/v1/webhooks/{webhookId}/test',
    tag: 'Webhooks',
    authority: update,
    params: one,
    output: Delivery,
    errors: ['webhook_not_found', 'webhook_disabled'],
  }),
  /** Lists what was posted to a webhook in the last 30 days, the newest first, a page at a time. */
  listDeliveries: operation({
    method: 'GET',
    path: '/v1/webhooks/{webhookId}/deliveries',
    tag: 'Webhooks',
    authority: read,
    params: one,
    query: z.strictObject({
      status: many(DeliveryStatus).optional().describe('one or several; all if omitted'),
      limit: pageLimit,
      cursor: z.string().max(1000).optional().describe('`nextCursor` of the page before'),
    }),
    output: z.strictObject({ deliveries: z.array(Delivery), nextCursor: z.string().nullable() }),
    errors: ['webhook_not_found', 'cursor_invalid'],
  }),
  /** Posts a message again, at once, under the same id. */
  redeliver: operation({
    method: 'POST',
    path: '/v1/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver',
    tag: 'Webhooks',
    authority: update,
    params: z.strictObject({ webhookId: WebhookId, deliveryId: DeliveryId }),
    output: Delivery,
    errors: ['webhook_not_found', 'delivery_not_found', 'webhook_disabled'],
  }),
} as const
