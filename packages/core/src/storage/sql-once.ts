import type { Kysely } from 'kysely'
import type { OnceWrites } from '../ports.ts'
import type { Tables } from './tables.ts'

export const onceWrites = (trx: Kysely<Tables>): OnceWrites => ({
  async take({ organizationId, keyHash, requestHash }, { now, since }) {
    await trx
      .deleteFrom('done_once')
      .where('organization_id', '=', organizationId)
      .where('key_hash', '=', keyHash)
      .where('at', '<=', since)
      .execute()
    // Written over by itself where it is there already: the one way to lock a row that every engine has.
    const row = await trx
      .insertInto('done_once')
      .values({
        organization_id: organizationId,
        key_hash: keyHash,
        request_hash: requestHash,
        made_id: null,
        at: now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'key_hash'])
          .doUpdateSet((eb) => ({ at: eb.ref('done_once.at') })),
      )
      .returningAll()
      .executeTakeFirstOrThrow()
    return row.made_id === null ? undefined : { requestHash: row.request_hash, madeId: row.made_id }
  },
  async done({ organizationId, keyHash }, madeId) {
    await trx
      .updateTable('done_once')
      .set({ made_id: madeId })
      .where('organization_id', '=', organizationId)
      .where('key_hash', '=', keyHash)
      .execute()
  },
  async forget(before) {
    await trx.deleteFrom('done_once').where('at', '<=', before).execute()
  },
})
