import { KeywardError, permission, type WebhookId } from '@keyward/contract'
import type { WebhookRecord } from '../../webhooks/record.ts'
import type { Change } from '../change/change.ts'
import { requirePermission } from '../rights/rights.ts'

/** What it takes to see webhooks, and to change them. */
export const READ_WEBHOOKS = permission('keyward', 'webhooks', 'read')
export const UPDATE_WEBHOOKS = permission('keyward', 'webhooks', 'update')

/** @throws KeywardError `webhook_not_found`: the same for an unknown id and another organisation's */
export function foundWebhook(record: WebhookRecord | undefined, id: WebhookId): WebhookRecord {
  if (record) return record
  throw new KeywardError('webhook_not_found', { detail: `There is no webhook with the id ${id} here.` })
}

/** Locks a webhook for somebody who may change it. */
export async function lockWebhook({ writes, rights }: Change, id: WebhookId): Promise<WebhookRecord> {
  requirePermission(rights, UPDATE_WEBHOOKS)
  return foundWebhook(await writes.webhooks.lock(rights.organization.id, id), id)
}
