import type { RoleId } from '@keyward/contract'
import type { Kysely } from 'kysely'
import type { RoleReads, RoleUse, RoleWrites } from '../../ports.ts'
import type { Tables } from '../tables.ts'
import { roleFrom, roleRow } from './people-rows.ts'

const NOT_USED: RoleUse = { members: 0, invitations: 0, tokens: 0 }

export function roleReads(db: Kysely<Tables>): RoleReads {
  const roles = db.selectFrom('role').selectAll()
  return {
    async get(organizationId, id) {
      const row = await roles
        .where('organization_id', '=', organizationId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && roleFrom(row)
    },
    async list(organizationId) {
      const rows = await roles.where('organization_id', '=', organizationId).orderBy('id').execute()
      return rows.map(roleFrom)
    },
    async uses(organizationId, now) {
      const members = await db
        .selectFrom('member')
        .where('organization_id', '=', organizationId)
        .where('removed_at', 'is', null)
        .groupBy('role')
        .select((eb) => ['role', eb.fn.countAll<number>().as('count')])
        .execute()
      const tokens = await db
        .selectFrom('token')
        .where('organization_id', '=', organizationId)
        .where('access_role', 'is not', null)
        .where('status', '!=', 'revoked')
        .where('expires_sort', '>', now)
        .groupBy('access_role')
        .select((eb) => ['access_role', eb.fn.countAll<number>().as('count')])
        .execute()
      const invitations = await db
        .selectFrom('invitation')
        .where('organization_id', '=', organizationId)
        .where('accepted_at', 'is', null)
        .where('expires_at', '>', now)
        .groupBy('role')
        .select((eb) => ['role', eb.fn.countAll<number>().as('count')])
        .execute()
      const uses = new Map<RoleId, RoleUse>()
      const add = (role: string | null, use: Partial<RoleUse>) =>
        uses.set(role as RoleId, { ...(uses.get(role as RoleId) ?? NOT_USED), ...use })
      for (const { role, count } of members) add(role, { members: count })
      for (const { role, count } of invitations) add(role, { invitations: count })
      for (const { access_role, count } of tokens) add(access_role, { tokens: count })
      return uses
    },
  }
}

export const roleWrites = (trx: Kysely<Tables>): RoleReads & RoleWrites => ({
  ...roleReads(trx),
  async lock(organizationId, id) {
    // An update that changes nothing: the one way to lock a row that every engine has.
    await trx
      .updateTable('role')
      .set((eb) => ({ revision: eb.ref('revision') }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
    return roleReads(trx).get(organizationId, id)
  },
  async put(record) {
    const { id, organization_id, ...changes } = roleRow(record)
    await trx
      .insertInto('role')
      .values({ id, organization_id, ...changes })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
      .execute()
  },
  async remove(organizationId, id) {
    await trx.deleteFrom('role').where('organization_id', '=', organizationId).where('id', '=', id).execute()
  },
})
