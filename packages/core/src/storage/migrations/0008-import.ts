import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

type Before = {
  catalogue_revision: { revision: number; body: string; created_at: number }
  catalogue_api: { slug: string; edition: number; body: string }
}

export const catalogueImport: Migration = {
  async up(db: Kysely<Before>) {
    await db.schema
      .createTable('catalogue_api')
      .addColumn('slug', 'text', (c) => c.notNull())
      .addColumn('edition', 'integer', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('catalogue_api_pk', ['slug', 'edition'])
      .execute()
    await db.schema
      .createTable('catalogue_import')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('organization_id', 'text', (c) => c.notNull().references('organization.id'))
      .addColumn('base', 'integer', (c) => c.notNull())
      .addColumn('api', 'text', (c) => c.notNull())
      .addColumn('diff', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema
      .alterTable('token')
      .addColumn('catalogue_revision', 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
    await takeApart(db)
  },
}

/** Until now a revision held its APIs itself. All of them had been declared at a start. */
async function takeApart(db: Kysely<Before>) {
  for (const { revision, body } of await db.selectFrom('catalogue_revision').selectAll().execute()) {
    const { apis }: { apis: { slug: string }[] } = JSON.parse(body)
    const own = apis.filter(({ slug }) => slug !== 'keyward')
    for (const api of own)
      await db
        .insertInto('catalogue_api')
        .values({ slug: api.slug, edition: revision, body: JSON.stringify(api) })
        .execute()
    const slugs = own.map(({ slug }) => slug)
    const taken = {
      apis: slugs.map((slug) => ({ slug, edition: revision })),
      declared: slugs,
      retired: {},
      change: {
        kind: 'declared',
        by: { kind: 'system', id: null, name: 'start' },
        api: null,
        added: 0,
        removed: 0,
        widened: 0,
      },
    }
    await db
      .updateTable('catalogue_revision')
      .set({ body: JSON.stringify(taken) })
      .where('revision', '=', revision)
      .execute()
  }
}
