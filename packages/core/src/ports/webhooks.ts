import type { DeliveryId, DeliveryStatus, OrganizationId, WebhookId } from '@keyward/contract'
import type { Answer } from '../webhooks/after-attempt.ts'
import type { DeliveryRecord, WebhookRecord } from '../webhooks/record.ts'

/** Webhooks, and what was posted to them. */
export interface WebhookReads {
  find(organizationId: OrganizationId, id: WebhookId): Promise<WebhookRecord | undefined>
  /** The oldest first. */
  list(organizationId: OrganizationId): Promise<WebhookRecord[]>
  /** The newest first, after the place that the last page ended at. */
  deliveries(
    organizationId: OrganizationId,
    webhookId: WebhookId,
    query: DeliveryPageQuery,
  ): Promise<DeliveryRecord[]>
  /** Webhooks with a message that is due, of any organisation, besides these. */
  due(now: number, except: readonly WebhookId[], limit: number): Promise<WebhookId[]>
}
export type DeliveryPageQuery = {
  statuses?: readonly DeliveryStatus[] | undefined
  limit: number
  after: DeliveryCursor | null
}
export type DeliveryCursor = { createdAt: number; id: DeliveryId }

export interface WebhookWrites {
  /** The row, locked until the transaction ends. */
  lock(organizationId: OrganizationId, id: WebhookId): Promise<WebhookRecord | undefined>
  put(record: WebhookRecord): Promise<void>
  /** Removes a webhook with its messages. */
  remove(organizationId: OrganizationId, id: WebhookId): Promise<void>
  insert(deliveries: readonly DeliveryRecord[]): Promise<void>
  /** A message's row, locked until the transaction ends. */
  lockDelivery(
    organizationId: OrganizationId,
    webhookId: WebhookId,
    id: DeliveryId,
  ): Promise<DeliveryRecord | undefined>
  /** Writes the whole row, and takes it from whoever had claimed it. */
  update(delivery: DeliveryRecord): Promise<void>
  /** Takes messages of one webhook that are due, for one sender alone until its claim runs out. */
  claim(
    by: string,
    webhookId: WebhookId,
    range: { now: number; until: number; limit: number },
  ): Promise<DeliveryRecord[]>
  /** Writes the row of a claimed message; false when the claim has passed to another. */
  settle(by: string, delivery: DeliveryRecord): Promise<boolean>
  /** Ends as failed what waits for one webhook. */
  end(organizationId: OrganizationId, webhookId: WebhookId, now: number): Promise<void>
  /** Ends as failed whatever could not be posted in its time. */
  giveUp(now: number): Promise<void>
  /** Deletes what was written before. */
  forget(before: number): Promise<void>
}

/** One message, ready to be posted. */
export type Posting = { url: string; headers: Readonly<Record<string, string>>; body: string }

/** Posts messages out of the house. */
export interface Poster {
  /** Why nothing would ever be posted to an address, as far as can be seen now; undefined: it may be. */
  refuses(url: string): Promise<string | undefined>
  /** Posts once, following no redirect. Never throws. */
  post(posting: Posting): Promise<Answer>
  /** Breaks off what is under way. */
  close(): void
}
