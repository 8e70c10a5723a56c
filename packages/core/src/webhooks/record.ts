import type {
  ActorName,
  DeliveryFault,
  DeliveryId,
  DeliveryStatus,
  DisabledWhy,
  MessageType,
  OrganizationId,
  TokenId,
  WebhookEvent,
  WebhookId,
} from '@keyward/contract'

/** An address that is told of what happens to tokens. Instants are epoch milliseconds. */
export type WebhookRecord = {
  id: WebhookId
  organizationId: OrganizationId
  name: string
  url: string
  /** Null: all. */
  events: readonly WebhookEvent[] | null
  /** The secret that messages are signed with, sealed. */
  sealed: string
  /** The secret before, while messages are signed with it as well. */
  outgoing: { sealed: string; until: number } | null
  disabled: { at: number; why: DisabledWhy } | null
  /** Since when no message has got through. */
  failingSince: number | null
  createdBy: ActorName
  createdAt: number
}

/** One message to one webhook. */
export type DeliveryRecord = {
  id: DeliveryId
  organizationId: OrganizationId
  webhookId: WebhookId
  type: MessageType
  tokenId: TokenId | null
  /** The text that is posted and signed. Never a secret. */
  body: string
  status: DeliveryStatus
  dueAt: number
  giveUpAt: number
  tries: number
  last: AttemptRecord | null
  createdAt: number
  settledAt: number | null
}

export type AttemptRecord = {
  at: number
  ms: number
  status: number | null
  answer: string
  fault: DeliveryFault | null
}

/** Where a sealed secret belongs. */
export const secretPlace = (id: WebhookId): string => `webhook ${id}`
