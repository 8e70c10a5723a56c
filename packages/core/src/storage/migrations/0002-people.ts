import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { nameOrder } from '../order.ts'

type Before = {
  organization: { id: string; name: string; name_sort: string; contact: string | null; settings: string }
  member: { id: string; name: string; name_sort: string }
}

export const people: Migration = {
  async up(db: Kysely<Before>) {
    await settings(db)
    await members(db)
    await roles(db)
    await invitations(db)
  },
}

/** What an organisation decides moves into one text, so that a new setting needs no column. */
async function settings(db: Kysely<Before>) {
  await db.schema
    .alterTable('organization')
    .addColumn('settings', 'text', (c) => c.notNull().defaultTo('{}'))
    .execute()
  await db.schema
    .alterTable('organization')
    .addColumn('name_sort', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  for (const { id, name } of await db.selectFrom('organization').select(['id', 'name']).execute())
    await db
      .updateTable('organization')
      .set({ name_sort: nameOrder(name) })
      .where('id', '=', id)
      .execute()
  await db.schema
    .createIndex('organization_by_name')
    .on('organization')
    .columns(['name_sort', 'id'])
    .execute()
  const rows = await db
    .selectFrom('organization')
    .select(['id', 'contact'])
    .where('contact', 'is not', null)
    .execute()
  for (const { id, contact } of rows)
    await db
      .updateTable('organization')
      .set({ settings: JSON.stringify({ contact }) })
      .where('id', '=', id)
      .execute()
  await db.schema.alterTable('organization').dropColumn('contact').execute()
}

/** Members are listed by name, and one who is removed stays as the owner of what they had. */
async function members(db: Kysely<Before>) {
  await db.schema
    .alterTable('member')
    .addColumn('name_sort', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await db.schema.alterTable('member').addColumn('removed_at', 'bigint').execute()
  for (const { id, name } of await db.selectFrom('member').select(['id', 'name']).execute())
    await db
      .updateTable('member')
      .set({ name_sort: nameOrder(name) })
      .where('id', '=', id)
      .execute()
  await db.schema
    .createIndex('member_by_name')
    .on('member')
    .columns(['organization_id', 'name_sort', 'id'])
    .execute()
}

async function roles(db: Kysely<Before>) {
  await db.schema
    .createTable('role')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull().references('organization.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('rule', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('role_by_organization').on('role').columns(['organization_id', 'id']).execute()
  await db.schema
    .createIndex('token_by_role')
    .on('token')
    .columns(['organization_id', 'access_role', 'status', 'expires_sort'])
    .where('access_role', 'is not', null)
    .execute()
}

async function invitations(db: Kysely<Before>) {
  await db.schema
    .createTable('invitation')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull().references('organization.id'))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('email_key', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('secret_hash', 'text', (c) => c.notNull())
    .addColumn('invited_by_kind', 'text', (c) => c.notNull())
    .addColumn('invited_by_id', 'text')
    .addColumn('invited_by_name', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('accepted_at', 'bigint')
    .execute()
  await db.schema
    .createIndex('invitation_by_age')
    .on('invitation')
    .columns(['organization_id', 'created_at', 'id'])
    .execute()
  await db.schema
    .createIndex('token_by_maker')
    .on('token')
    .columns(['organization_id', 'created_by_id', 'id'])
    .where(sql<boolean>`created_by_kind = 'member'`)
    .execute()
}
