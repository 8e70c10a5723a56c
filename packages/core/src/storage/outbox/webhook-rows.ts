import type {
  DeliveryId,
  DeliveryStatus,
  DisabledWhy,
  MessageType,
  OrganizationId,
  TokenId,
  WebhookEvent,
  WebhookId,
} from '@keyward/contract'
import type { AttemptRecord, DeliveryRecord, WebhookRecord } from '../../webhooks/record.ts'
import type { DeliveryTable, WebhookTable } from '../tables.ts'
import { actorFrom } from '../tokens/token-rows.ts'

export const webhookFrom = (row: WebhookTable): WebhookRecord => ({
  id: row.id as WebhookId,
  organizationId: row.organization_id as OrganizationId,
  name: row.name,
  url: row.url,
  events: row.events === null ? null : (JSON.parse(row.events) as WebhookEvent[]),
  sealed: row.sealed,
  outgoing: row.outgoing === null ? null : { sealed: row.outgoing, until: row.outgoing_until ?? 0 },
  disabled: row.disabled_at === null ? null : { at: row.disabled_at, why: row.disabled_why as DisabledWhy },
  failingSince: row.failing_since,
  createdBy: actorFrom(row.created_by_kind, row.created_by_id, row.created_by_name),
  createdAt: row.created_at,
})

export const webhookRow = (record: WebhookRecord): WebhookTable => ({
  id: record.id,
  organization_id: record.organizationId,
  name: record.name,
  url: record.url,
  events: record.events && JSON.stringify(record.events),
  sealed: record.sealed,
  outgoing: record.outgoing?.sealed ?? null,
  outgoing_until: record.outgoing?.until ?? null,
  disabled_at: record.disabled?.at ?? null,
  disabled_why: record.disabled?.why ?? null,
  failing_since: record.failingSince,
  created_by_kind: record.createdBy.kind,
  created_by_id: record.createdBy.id,
  created_by_name: record.createdBy.name,
  created_at: record.createdAt,
})

export const deliveryFrom = (row: DeliveryTable): DeliveryRecord => ({
  id: row.id as DeliveryId,
  organizationId: row.organization_id as OrganizationId,
  webhookId: row.webhook_id as WebhookId,
  type: row.type as MessageType,
  tokenId: row.token_id as TokenId | null,
  body: row.body,
  status: row.status as DeliveryStatus,
  dueAt: row.due_at,
  giveUpAt: row.give_up_at,
  tries: row.tries,
  last: row.last === null ? null : (JSON.parse(row.last) as AttemptRecord),
  createdAt: row.created_at,
  settledAt: row.settled_at,
})

export const deliveryRow = (record: DeliveryRecord): DeliveryTable => ({
  id: record.id,
  organization_id: record.organizationId,
  webhook_id: record.webhookId,
  type: record.type,
  token_id: record.tokenId,
  body: record.body,
  status: record.status,
  due_at: record.dueAt,
  give_up_at: record.giveUpAt,
  tries: record.tries,
  last: record.last && JSON.stringify(record.last),
  claimed_by: null,
  claimed_until: null,
  created_at: record.createdAt,
  settled_at: record.settledAt,
})
