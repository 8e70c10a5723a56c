import type { Kysely } from 'kysely'
import type { Reads, Writes } from '../ports.ts'
import type { Tables } from './tables.ts'

export const installationReads = (db: Kysely<Tables>): Reads['installation'] => ({
  async get(name) {
    const row = await db
      .selectFrom('installation_fact')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst()
    return row?.value
  },
})

export const installationWrites = (trx: Kysely<Tables>): Writes['installation'] => ({
  ...installationReads(trx),
  async put(name, value) {
    await trx
      .insertInto('installation_fact')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  },
  async remove(name) {
    await trx.deleteFrom('installation_fact').where('name', '=', name).execute()
  },
})
