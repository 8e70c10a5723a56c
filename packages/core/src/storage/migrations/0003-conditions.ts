import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Conditions of a token, and what was reserved of its limits. */
export const conditions: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('token').addColumn('conditions', 'text').execute()
    await db.schema
      .createTable('token_account')
      .addColumn('token_id', 'text', (c) => c.primaryKey().references('token.id').onDelete('cascade'))
      .addColumn('window_start', 'bigint', (c) => c.notNull())
      .addColumn('window_ms', 'bigint', (c) => c.notNull())
      .addColumn('window_uses', 'bigint', (c) => c.notNull())
      .addColumn('cap_since', 'bigint', (c) => c.notNull())
      .addColumn('cap_uses', 'bigint', (c) => c.notNull())
      .execute()
  },
}
