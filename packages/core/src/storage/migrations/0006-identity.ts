import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Personal tokens that go when their owner signs out, and since when a membership is active without a gap. */
export const identity: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('token')
      .addColumn('revoke_at_sign_out', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
    await db.schema
      .alterTable('member')
      .addColumn('active_since', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute()
  },
}
