import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Webhooks, and the messages that are owed to them and were posted. */
export const webhooks: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('webhook')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('organization_id', 'text', (c) => c.notNull().references('organization.id'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('events', 'text')
      .addColumn('sealed', 'text', (c) => c.notNull())
      .addColumn('outgoing', 'text')
      .addColumn('outgoing_until', 'bigint')
      .addColumn('disabled_at', 'bigint')
      .addColumn('disabled_why', 'text')
      .addColumn('failing_since', 'bigint')
      .addColumn('created_by_kind', 'text', (c) => c.notNull())
      .addColumn('created_by_id', 'text')
      .addColumn('created_by_name', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema
      .createIndex('webhook_by_age')
      .on('webhook')
      .columns(['organization_id', 'created_at', 'id'])
      .execute()
    await deliveries(db)
  },
}

/** No foreign key to the webhook: a change of a token must not fail because somebody deletes one meanwhile. */
async function deliveries(db: Kysely<unknown>) {
  await db.schema
    .createTable('webhook_delivery')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull().references('organization.id'))
    .addColumn('webhook_id', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('token_id', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('give_up_at', 'bigint', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('last', 'text')
    .addColumn('claimed_by', 'text')
    .addColumn('claimed_until', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('settled_at', 'bigint')
    .execute()
  await index(db, 'webhook_delivery_due', ['status', 'due_at', 'id', 'webhook_id'])
  await index(db, 'webhook_delivery_by_age', ['webhook_id', 'created_at', 'id'])
  await index(db, 'webhook_delivery_old', ['created_at'])
}

const index = (db: Kysely<unknown>, name: string, columns: readonly string[]) =>
  db.schema
    .createIndex(name)
    .on('webhook_delivery')
    .columns([...columns])
    .execute()
