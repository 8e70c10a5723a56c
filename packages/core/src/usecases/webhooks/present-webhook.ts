import type { Delivery, Webhook } from '@keyward/contract'
import type { DeliveryRecord, WebhookRecord } from '../../webhooks/record.ts'
import { instant, instantOrNull } from '../instant.ts'

/** A webhook as every surface shows it. */
export const presentWebhook = (record: WebhookRecord, now: number): Webhook => ({
  id: record.id,
  name: record.name,
  url: record.url,
  events: record.events && [...record.events],
  disabled: record.disabled && { at: instant(record.disabled.at), why: record.disabled.why },
  failingSince: instantOrNull(record.failingSince),
  oldSecretUntil: instantOrNull(
    record.outgoing && record.outgoing.until > now ? record.outgoing.until : null,
  ),
  createdBy: record.createdBy,
  createdAt: instant(record.createdAt),
})

/** A message to a webhook as every surface shows it. */
export const presentDelivery = (record: DeliveryRecord): Delivery => ({
  id: record.id,
  type: record.type,
  tokenId: record.tokenId,
  status: record.status,
  createdAt: instant(record.createdAt),
  dueAt: instant(record.dueAt),
  settledAt: instantOrNull(record.settledAt),
  tries: record.tries,
  last: record.last && { ...record.last, at: instant(record.last.at) },
})

/** A webhook as an audit event names it. */
export const webhookSubject = ({ id, name }: WebhookRecord) => ({ kind: 'webhook', id, name }) as const

/** Where a webhook's address leads. Its path may be what lets somebody post there, so that it is told no further. */
export const hostOf = (url: string): string => new URL(url).host
