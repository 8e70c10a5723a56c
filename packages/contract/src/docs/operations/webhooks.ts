import type { webhookOperations } from '../../operations/webhooks.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_MEMBER, SAMPLE_TOKEN } from '../samples.ts'

const webhook = {
  id: 'whk_019aa3d2b8427c1e8f3a6d5b2c1e0f96',
  name: 'Security channel',
  url: 'https://hooks.acme.example/keyward',
  events: ['token.generated', 'token.revoked', 'token.expiring'],
  disabled: null,
  failingSince: null,
  oldSecretUntil: null,
  createdBy: { kind: 'member', id: SAMPLE_MEMBER.id, name: 'Ada Berg' },
  createdAt: '2026-11-21T09:30:00.000Z',
} as const

const delivery = {
  id: 'dlv_019aa3d2b8437c1e8f3a6d5b2c1e0f97',
  type: 'token.revoked',
  tokenId: SAMPLE_TOKEN.id,
  status: 'waiting',
  createdAt: '2026-11-21T10:00:00.000Z',
  dueAt: '2026-11-21T10:01:04.000Z',
  settledAt: null,
  tries: 2,
  last: {
    at: '2026-11-21T10:00:07.000Z',
    ms: 143,
    status: 503,
    answer: 'try later',
    fault: 'answered_error',
  },
} as const

const test = { ...delivery, type: 'webhook.test', tokenId: null, tries: 0, last: null } as const
const webhookId = webhook.id
const secret = 'whsec_bm90YXJlYWxzZWNyZXRub3RhcmVhbHNlY3JldG5vdGE='

/** The docstrings of the operations on webhooks, with one example each. */
export const WEBHOOK_DOCS: Readonly<Record<keyof typeof webhookOperations, OperationDocs>> = {
  listWebhooks: {
    summary: 'Lists the webhooks of the organisation, the oldest first.',
    example: { input: {}, output: { webhooks: [webhook] } },
  },
  createWebhook: {
    summary: 'Creates a webhook.',
    description: 'Its secret is in this answer and nowhere else, ever.',
    example: {
      input: { name: webhook.name, url: webhook.url, events: webhook.events },
      output: { webhook, secret },
    },
  },
  getWebhook: { summary: 'Fetches one webhook.', example: { input: { webhookId }, output: webhook } },
  updateWebhook: {
    summary: 'Changes name, address or events, or switches the webhook off or on: the fields that are given.',
    example: {
      input: { webhookId, disabled: true },
      output: { ...webhook, disabled: { at: '2026-11-21T11:00:00.000Z', why: 'by_hand' } },
    },
  },
  deleteWebhook: {
    summary: 'Deletes a webhook with its deliveries.',
    description: 'What waits is not sent.',
    example: { input: { webhookId }, output: undefined },
  },
  rotateWebhookSecret: {
    summary: 'Gives a webhook a new secret.',
    description: 'For 24 hours messages are signed with the secret before as well.',
    example: {
      input: { webhookId },
      output: { webhook: { ...webhook, oldSecretUntil: '2026-11-22T11:00:00.000Z' }, secret },
    },
  },
  testWebhook: {
    summary: 'Posts a test message to a webhook, at once; the list of deliveries tells how it went.',
    example: { input: { webhookId }, output: test },
  },
  listDeliveries: {
    summary: 'Lists what was posted to a webhook in the last 30 days, the newest first, a page at a time.',
    example: {
      input: { webhookId, status: ['waiting', 'failed'], limit: 50 },
      output: { deliveries: [delivery], nextCursor: null },
    },
  },
  redeliver: {
    summary: 'Posts a message again, at once, under the same id.',
    example: { input: { webhookId, deliveryId: delivery.id }, output: delivery },
  },
}
