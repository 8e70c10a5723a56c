import type { Kysely } from 'kysely'
import type { InvitationReads, InvitationWrites } from '../../ports.ts'
import type { Tables } from '../tables.ts'
import { emailKey, invitationFrom, invitationRow } from './people-rows.ts'

export function invitationReads(db: Kysely<Tables>): InvitationReads {
  const invitations = db.selectFrom('invitation').selectAll()
  return {
    async get(organizationId, id) {
      const row = await invitations
        .where('organization_id', '=', organizationId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && invitationFrom(row)
    },
    async open(organizationId, limit) {
      const rows = await invitations
        .where('organization_id', '=', organizationId)
        .where('accepted_at', 'is', null)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(invitationFrom)
    },
  }
}

export const invitationWrites = (trx: Kysely<Tables>): InvitationReads & InvitationWrites => ({
  ...invitationReads(trx),
  async lock(organizationId, id) {
    // An update that changes nothing: the one way to lock a row that every engine has.
    await trx
      .updateTable('invitation')
      .set((eb) => ({ role: eb.ref('role') }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
    return invitationReads(trx).get(organizationId, id)
  },
  async put(record) {
    const { id, organization_id, ...changes } = invitationRow(record)
    await trx
      .insertInto('invitation')
      .values({ id, organization_id, ...changes })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
      .execute()
  },
  async remove(organizationId, id) {
    await trx
      .deleteFrom('invitation')
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
  },
  async forget(organizationId, email, before) {
    await trx
      .deleteFrom('invitation')
      .where('organization_id', '=', organizationId)
      .where((eb) =>
        eb.or([
          eb.and([eb('email_key', '=', emailKey(email)), eb('accepted_at', 'is', null)]),
          eb.and([eb('accepted_at', 'is not', null), eb('created_at', '<', before)]),
        ]),
      )
      .execute()
  },
})
