import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

type Before = { organization: { id: string; contact: string | null; settings: string } }

export const people: Migration = {
  async up(db: Kysely<Before>) {
    await settings(db)
  },
}

/** What an organisation decides moves into one text, so that a new setting needs no column. */
async function settings(db: Kysely<Before>) {
  await db.schema
    .alterTable('organization')
    .addColumn('settings', 'text', (c) => c.notNull().defaultTo('{}'))
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
