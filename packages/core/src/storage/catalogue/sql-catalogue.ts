import type { Kysely } from 'kysely'
import type { ApiEdition } from '../../catalogue/revision.ts'
import type { CatalogueReads, CatalogueWrites, ImportReads, ImportWrites } from '../../ports.ts'
import type { Tables } from '../tables.ts'
import { apiFrom, draftFrom, revisionFrom, revisionRow } from './catalogue-rows.ts'

export function catalogueReads(db: Kysely<Tables>): CatalogueReads {
  const newestFirst = db.selectFrom('catalogue_revision').selectAll().orderBy('revision', 'desc')
  return {
    async revision() {
      const row = await db
        .selectFrom('catalogue_revision')
        .select('revision')
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.revision ?? 0
    },
    async find(revision) {
      const named = revision === undefined ? newestFirst : newestFirst.where('revision', '=', revision)
      const row = await named.limit(1).executeTakeFirst()
      return row && revisionFrom(row)
    },
    async page(before, limit) {
      const older = before === null ? newestFirst : newestFirst.where('revision', '<', before)
      return (await older.limit(limit).execute()).map(revisionFrom)
    },
    api: async (edition) => apiFrom(await textOf(db, edition)),
    text: (edition) => textOf(db, edition),
  }
}

async function textOf(db: Kysely<Tables>, { slug, edition }: ApiEdition): Promise<string> {
  const row = await db
    .selectFrom('catalogue_api')
    .select('body')
    .where('slug', '=', slug)
    .where('edition', '=', edition)
    .executeTakeFirstOrThrow()
  return row.body
}

export const catalogueWrites = (trx: Kysely<Tables>): CatalogueWrites => ({
  ...catalogueReads(trx),
  async add(revision, changed) {
    for (const api of changed)
      await trx
        .insertInto('catalogue_api')
        .values({ slug: api.slug, edition: revision.revision, body: JSON.stringify(api) })
        .execute()
    await trx.insertInto('catalogue_revision').values(revisionRow(revision)).execute()
  },
})

export const importReads = (db: Kysely<Tables>): ImportReads => ({
  async find(organizationId, id) {
    const row = await db
      .selectFrom('catalogue_import')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row && draftFrom(row)
  },
})

export const importWrites = (trx: Kysely<Tables>): ImportWrites => ({
  ...importReads(trx),
  async put({ id, organizationId, base, createdAt }, { api, diff }) {
    await trx
      .insertInto('catalogue_import')
      .values({ id, organization_id: organizationId, base, api, diff, created_at: createdAt })
      .execute()
  },
  async forget(before) {
    await trx.deleteFrom('catalogue_import').where('created_at', '<', before).execute()
  },
})
