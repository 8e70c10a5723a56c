import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Tokens that somebody else approves: what was asked for, and the person behind it. */
export const policy: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('token').addColumn('approval', 'text').execute()
    await db.schema.alterTable('token').addColumn('origin_member_id', 'text').execute()
  },
}
