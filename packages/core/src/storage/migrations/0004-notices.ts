import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const DAY_MS = 86_400_000

export const notices: Migration = {
  async up(db: Kysely<unknown>) {
    await outbox(db)
    await preferences(db)
    await warnings(db)
    await db.schema
      .createIndex('member_by_role')
      .on('member')
      .columns(['organization_id', 'role', 'active', 'id'])
      .execute()
  },
}

async function outbox(db: Kysely<unknown>) {
  await db.schema
    .createTable('notice')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull().references('organization.id'))
    .addColumn('member_id', 'text')
    .addColumn('to_name', 'text', (c) => c.notNull())
    .addColumn('to_address', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('items', 'text', (c) => c.notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .addColumn('sealed', 'text')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('give_up_at', 'bigint', (c) => c.notNull())
    .addColumn('gather', 'text')
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('last_error', 'text')
    .addColumn('claimed_by', 'text')
    .addColumn('claimed_until', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('settled_at', 'bigint')
    .execute()
  await index(db, 'notice_by_due', ['status', 'due_at', 'id'])
  await index(db, 'notice_by_age', ['organization_id', 'created_at', 'id'])
  await index(db, 'notice_of_member', ['organization_id', 'member_id', 'created_at', 'gather', 'status'])
}

async function preferences(db: Kysely<unknown>) {
  await db.schema
    .createTable('notice_preference')
    .addColumn('member_id', 'text', (c) => c.primaryKey().references('member.id').onDelete('cascade'))
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('muted', 'text', (c) => c.notNull())
    .execute()
}

/** What is planned already when this comes to a database that holds tokens: as if it had been there from their birth. */
async function warnings(db: Kysely<unknown>) {
  await db.schema
    .createTable('expiry_warning')
    .addColumn('token_id', 'text', (c) => c.notNull().references('token.id').onDelete('cascade'))
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('days', 'integer', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('expiry_warning_pk', ['token_id', 'days'])
    .execute()
  await db.schema.createIndex('expiry_warning_by_due').on('expiry_warning').columns(['due_at']).execute()
  for (const days of [7, 1]) {
    const before = sql.lit(days * DAY_MS)
    await sql`insert into expiry_warning (token_id, organization_id, days, due_at, expires_at)
      select id, organization_id, ${sql.lit(days)}, expires_at - ${before}, expires_at from token
      where status = 'active' and expires_at - created_at >= 2 * ${before}`.execute(db)
  }
}

const index = (db: Kysely<unknown>, name: string, columns: readonly string[]) =>
  db.schema
    .createIndex(name)
    .on('notice')
    .columns([...columns])
    .execute()
