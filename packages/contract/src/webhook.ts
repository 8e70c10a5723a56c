import { z } from 'zod'
import {
  BatchId,
  DeliveryId,
  ExternalId,
  Instant,
  MemberId,
  OrganizationId,
  TokenId,
  WebhookId,
} from './ids.ts'
import { displayName } from './text.ts'
import { AccessKind, ActorName, RevokeReason, ShownStatus } from './token.ts'

/** What webhooks are told of: each change of a token, and an end that comes near. */
export const WebhookEvent = z.enum([
  'token.generated',
  'token.updated',
  'token.regenerated',
  'token.revoked',
  'token.reinstated',
  'token.deleted',
  'token.expiring',
  'approval.requested',
  'approval.granted',
  'approval.denied',
])
export type WebhookEvent = z.infer<typeof WebhookEvent>

/** What a message tells: an event, or that somebody is trying the webhook out. */
export const MessageType = z.enum([...WebhookEvent.options, 'webhook.test'])
export type MessageType = z.infer<typeof MessageType>

/** A token as a message tells of it. */
export const MessageToken = z.strictObject({
  id: TokenId,
  name: z.string(),
  masked: z.string(),
  owner: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('user'),
      memberId: MemberId,
      externalId: ExternalId.nullable(),
      name: z.string(),
    }),
    z.strictObject({ kind: z.literal('organization') }),
  ]),
  access: AccessKind,
  status: ShownStatus,
  expiresAt: Instant.nullable(),
})
export type MessageToken = z.infer<typeof MessageToken>

/** What is posted to a webhook. Never a secret; a receiver passes over types and fields that it does not know. */
export const WebhookMessage = z.strictObject({
  type: MessageType,
  timestamp: Instant.describe('when it happened; the header tells when it was sent'),
  data: z.strictObject({
    organizationId: OrganizationId,
    by: ActorName,
    token: MessageToken.nullable().describe('as the change left it; null in a test'),
    reason: RevokeReason.nullable().describe('why it was revoked'),
    batchId: BatchId.nullable().describe('the bulk change that this was part of'),
  }),
})
export type WebhookMessage = z.infer<typeof WebhookMessage>

/** Why nothing is sent to a webhook: somebody switched it off, it answered 410, or it failed for three days. */
export const DisabledWhy = z.enum(['by_hand', 'gone', 'failing'])
export type DisabledWhy = z.infer<typeof DisabledWhy>

/** An address that is told of what happens to tokens. Never holds its secret. */
export const Webhook = z.strictObject({
  id: WebhookId,
  name: z.string(),
  url: z.string(),
  events: z.array(WebhookEvent).nullable().describe('null: all, those of later versions too'),
  disabled: z
    .strictObject({ at: Instant, why: DisabledWhy })
    .nullable()
    .describe('since when nothing is sent, and why; null while it is on'),
  failingSince: Instant.nullable().describe('since when no message has got through; null: the last one did'),
  oldSecretUntil: Instant.nullable().describe(
    'until when messages are signed with the secret before as well',
  ),
  createdBy: ActorName,
  createdAt: Instant,
})
export type Webhook = z.infer<typeof Webhook>

/** A webhook with a new secret, which is in this answer and nowhere else, ever. */
export const IssuedWebhook = z.strictObject({
  webhook: Webhook,
  secret: z.string().describe('`whsec_` and base64: what messages are signed with'),
})
export type IssuedWebhook = z.infer<typeof IssuedWebhook>

/** The same request once more: its webhook as it is now. The secret was in the first answer alone. */
export const IssuedBefore = z.strictObject({
  webhook: Webhook,
  secret: z.null(),
  replayed: z.literal(true),
})
export const WebhookAnswer = z.union([IssuedWebhook, IssuedBefore])

/** `waiting` for its time or the next attempt; `failed` for good, unless somebody sends it again. */
export const DeliveryStatus = z.enum(['waiting', 'sending', 'delivered', 'failed'])
export type DeliveryStatus = z.infer<typeof DeliveryStatus>

/** Why an attempt got no answer, or one that does not count. */
export const DeliveryFault = z.enum([
  'address_refused',
  'name_unresolved',
  'unreachable',
  'timed_out',
  'redirected',
  'answered_error',
  'secret_lost',
])
export type DeliveryFault = z.infer<typeof DeliveryFault>

/** One attempt to post a message. */
export const DeliveryAttempt = z.strictObject({
  at: Instant,
  ms: z.int().describe('how long it took'),
  status: z.int().nullable().describe('the HTTP status; null where nothing answered'),
  answer: z.string().describe('the first bytes of the answer’s body'),
  fault: DeliveryFault.nullable().describe('null: it got through'),
})
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>

/** One message to one webhook, and how far it has come. */
export const Delivery = z.strictObject({
  id: DeliveryId.describe('the `webhook-id` of the message: the same over all attempts'),
  type: MessageType,
  tokenId: TokenId.nullable(),
  status: DeliveryStatus,
  createdAt: Instant,
  dueAt: Instant.describe('not sent before'),
  settledAt: Instant.nullable().describe('when it got through, or was given up'),
  tries: z.int(),
  last: DeliveryAttempt.nullable().describe('the last attempt'),
})
export type Delivery = z.infer<typeof Delivery>

const LONGEST_URL = 2000

/** Where messages go: an absolute address without credentials. A fragment would never be sent. */
export const WebhookUrl = z
  .string()
  .trim()
  .max(LONGEST_URL, `an address has at most ${LONGEST_URL} characters`)
  .refine(isPlainAddress, 'expected an address that starts with https:// and holds no user, password or #')
  .transform((text) => new URL(text).href)

function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, hash } = new URL(text)
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === ''
}

const fields = {
  name: displayName('give the webhook a name'),
  url: WebhookUrl,
  events: z
    .array(WebhookEvent)
    .min(1, 'name at least one event, or null for all')
    .transform((events) => [...new Set(events)])
    .nullable()
    .describe('null: all, those of later versions too'),
}
export const CreateWebhookInput = z.strictObject({ ...fields, events: fields.events.default(null) })
export const UpdateWebhookInput = z
  .strictObject({
    ...fields,
    disabled: z.boolean().describe('true: send nothing; false: send again, from the next event on'),
  })
  .partial()
