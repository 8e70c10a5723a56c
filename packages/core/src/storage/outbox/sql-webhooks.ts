import type { WebhookId } from '@keyward/contract'
import type { Kysely } from 'kysely'
import type { WebhookReads, WebhookWrites } from '../../ports.ts'
import { slicesOf } from '../slices.ts'
import type { Tables } from '../tables.ts'
import { isDue, isOnPage, isTooLate } from './outbox.ts'
import { deliveryFrom, deliveryRow, webhookFrom, webhookRow } from './webhook-rows.ts'

export const webhookReads = (db: Kysely<Tables>): WebhookReads => ({
  async find(organizationId, id) {
    const row = await db
      .selectFrom('webhook')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row && webhookFrom(row)
  },
  async list(organizationId) {
    const rows = await db
      .selectFrom('webhook')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return rows.map(webhookFrom)
  },
  async deliveries(organizationId, webhookId, { limit, ...page }) {
    const rows = await db
      .selectFrom('webhook_delivery')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('webhook_id', '=', webhookId)
      .where(isOnPage(page))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(deliveryFrom)
  },
  async due(now, except, limit) {
    const rows = await db
      .selectFrom('webhook_delivery')
      .select('webhook_id')
      .distinct()
      .where(isDue(now))
      .$if(except.length > 0, (query) => query.where('webhook_id', 'not in', except))
      .limit(limit)
      .execute()
    return rows.map((row) => row.webhook_id as WebhookId)
  },
})

const ENDED = { status: 'failed', claimed_by: null, claimed_until: null } as const

export const webhookWrites = (trx: Kysely<Tables>): WebhookReads & WebhookWrites => ({
  ...webhookReads(trx),
  async lock(organizationId, id) {
    const row = await trx
      .updateTable('webhook')
      .set((eb) => ({ name: eb.ref('name') }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    return row && webhookFrom(row)
  },
  async put(record) {
    const { id, organization_id, ...changes } = webhookRow(record)
    await trx
      .insertInto('webhook')
      .values({ id, organization_id, ...changes })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
      .execute()
  },
  async remove(organizationId, id) {
    await trx
      .deleteFrom('webhook_delivery')
      .where('organization_id', '=', organizationId)
      .where('webhook_id', '=', id)
      .execute()
    await trx
      .deleteFrom('webhook')
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
  },
  async insert(deliveries) {
    for (const slice of slicesOf(deliveries, 500))
      await trx.insertInto('webhook_delivery').values(slice.map(deliveryRow)).execute()
  },
  async lockDelivery(organizationId, webhookId, id) {
    const row = await trx
      .updateTable('webhook_delivery')
      .set((eb) => ({ tries: eb.ref('tries') }))
      .where('organization_id', '=', organizationId)
      .where('webhook_id', '=', webhookId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    return row && deliveryFrom(row)
  },
  async update(record) {
    await trx
      .updateTable('webhook_delivery')
      .set(deliveryRow(record))
      .where('organization_id', '=', record.organizationId)
      .where('id', '=', record.id)
      .execute()
  },
  async claim(by, webhookId, { now, until, limit }) {
    const rows = await trx
      .updateTable('webhook_delivery')
      .set({ status: 'sending', claimed_by: by, claimed_until: until })
      .where(
        'id',
        'in',
        trx
          .selectFrom('webhook_delivery')
          .select('id')
          .where('webhook_id', '=', webhookId)
          .where(isDue(now))
          .orderBy('due_at')
          .orderBy('id')
          .limit(limit),
      )
      // Said again: by the time this row is locked, another process may have claimed it.
      .where(isDue(now))
      .returningAll()
      .execute()
    return rows.map(deliveryFrom)
  },
  async settle(by, record) {
    const { numUpdatedRows } = await trx
      .updateTable('webhook_delivery')
      .set(deliveryRow(record))
      .where('organization_id', '=', record.organizationId)
      .where('id', '=', record.id)
      .where('claimed_by', '=', by)
      .executeTakeFirst()
    return numUpdatedRows > 0
  },
  async end(organizationId, webhookId, now) {
    await trx
      .updateTable('webhook_delivery')
      .set({ ...ENDED, settled_at: now })
      .where('organization_id', '=', organizationId)
      .where('webhook_id', '=', webhookId)
      .where('status', 'in', ['waiting', 'sending'])
      .execute()
  },
  async giveUp(now) {
    await trx
      .updateTable('webhook_delivery')
      .set({ ...ENDED, settled_at: now })
      .where(isTooLate(now))
      .execute()
  },
  async forget(before) {
    await trx.deleteFrom('webhook_delivery').where('created_at', '<', before).execute()
  },
})
