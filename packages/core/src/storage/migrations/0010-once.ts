import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Requests that are carried out once: what each made, under its caller's own key. */
export const once: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('done_once')
      .addColumn('organization_id', 'text', (c) => c.notNull().references('organization.id'))
      .addColumn('key_hash', 'text', (c) => c.notNull())
      .addColumn('request_hash', 'text', (c) => c.notNull())
      .addColumn('made_id', 'text')
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('done_once_pk', ['organization_id', 'key_hash'])
      .execute()
    await db.schema.createIndex('done_once_by_age').on('done_once').columns(['at']).execute()
  },
}
