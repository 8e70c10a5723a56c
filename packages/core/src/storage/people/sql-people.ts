import type { OrganizationId } from '@keyward/contract'
import {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type Kysely,
  type SqlBool,
  sql,
} from 'kysely'
import type { MemberReads, MemberWhere, OrganizationReads, Writes } from '../../ports.ts'
import { nameOrder } from '../order.ts'
import type { Tables } from '../tables.ts'
import { emailKey, memberFrom, memberRow, organizationFrom, organizationRow } from './people-rows.ts'

export function organizationReads(db: Kysely<Tables>): OrganizationReads {
  const organizations = db.selectFrom('organization').selectAll()
  return {
    async get(id) {
      const row = await organizations.where('id', '=', id).executeTakeFirst()
      return row && organizationFrom(row)
    },
    async byExternalId(externalId) {
      const row = await organizations.where('external_id', '=', externalId).executeTakeFirst()
      return row && organizationFrom(row)
    },
    async home() {
      const row = await organizations
        .where('home', '=', 1)
        .orderBy('created_at')
        .orderBy('id')
        .executeTakeFirst()
      return row && organizationFrom(row)
    },
    async page({ search, id, limit, after }) {
      let query = db.selectFrom('organization').selectAll().select(activeMembers).where(isCalled(search))
      if (id !== undefined) query = query.where('id', '=', id)
      if (after) query = query.where(sql<boolean>`(name_sort, id) > (${nameOrder(after.name)}, ${after.id})`)
      const rows = await query.orderBy('name_sort').orderBy('id').limit(limit).execute()
      return rows.map(({ members, ...row }) => ({ organization: organizationFrom(row), members }))
    },
    async count(search) {
      const { total } = await db
        .selectFrom('organization')
        .where(isCalled(search))
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      return total
    },
  }
}

const activeMembers = (eb: ExpressionBuilder<Tables, 'organization'>) =>
  eb
    .selectFrom('member')
    .whereRef('member.organization_id', '=', 'organization.id')
    .where('member.active', '=', 1)
    .select((count) => count.fn.countAll<number>().as('members'))
    .$asScalar()
    .$notNull()
    .as('members')

function isCalled(search: string | undefined): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, 'organization'>()
  if (!search) return eb.lit(true)
  return eb.or([contains(eb.ref('name_sort'), search), eb('external_id', '=', search)])
}

/** Whether a text of lower-case letters without accents holds another somewhere. */
function contains(text: Expression<unknown>, search: string) {
  const anywhere = `%${nameOrder(search).replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`${text} like ${anywhere} escape '\\'`
}

export const organizationWrites = (trx: Kysely<Tables>): Writes['organizations'] => ({
  ...organizationReads(trx),
  async lock(id) {
    // An update that changes nothing: the one way to lock a row that every engine has.
    await trx
      .updateTable('organization')
      .set((eb) => ({ home: eb.ref('home') }))
      .where('id', '=', id)
      .execute()
    return organizationReads(trx).get(id)
  },
  async put(record) {
    const { id, ...changes } = organizationRow(record)
    await trx
      .insertInto('organization')
      .values({ id, ...changes })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
      .execute()
  },
})

export function memberReads(db: Kysely<Tables>): MemberReads {
  const members = db.selectFrom('member').selectAll().where('removed_at', 'is', null)
  return {
    async get(organizationId, id) {
      const row = await members
        .where('organization_id', '=', organizationId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && memberFrom(row)
    },
    async byUser(organizationId, userId) {
      const row = await members
        .where('organization_id', '=', organizationId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return row && memberFrom(row)
    },
    async byExternalId(organizationId, externalId) {
      const row = await members
        .where('organization_id', '=', organizationId)
        .where('external_id', '=', externalId)
        .executeTakeFirst()
      return row && memberFrom(row)
    },
    async byEmail(organizationId, email) {
      const row = await members
        .where('organization_id', '=', organizationId)
        .where(lowerEmail, '=', emailKey(email))
        .executeTakeFirst()
      return row && memberFrom(row)
    },
    async ofUser(userId, which) {
      const all = members.where('user_id', '=', userId).orderBy('created_at').orderBy('id')
      const rows = await (which === 'active' ? all.where('active', '=', 1) : all).execute()
      return rows.map(memberFrom)
    },
    async active(organizationId, ids) {
      if (ids.length === 0) return []
      const rows = await members
        .where('organization_id', '=', organizationId)
        .where('active', '=', 1)
        .where('id', 'in', ids)
        .execute()
      return rows.map(memberFrom)
    },
    async withRoles(organizationId, roles) {
      if (roles.length === 0) return []
      const rows = await members
        .where('organization_id', '=', organizationId)
        .where('active', '=', 1)
        .where('role', 'in', roles)
        .orderBy('id')
        .execute()
      return rows.map(memberFrom)
    },
    async activeSince(userId) {
      const row = await db
        .selectFrom('member')
        .select((eb) => eb.fn.min('active_since').as('since'))
        .where('user_id', '=', userId)
        .where('active', '=', 1)
        .executeTakeFirst()
      return row?.since ?? undefined
    },
    async page(organizationId, { limit, after, ...where }) {
      let query = members.where(isMeant(organizationId, where))
      if (after) query = query.where(sql<boolean>`(name_sort, id) > (${nameOrder(after.name)}, ${after.id})`)
      const rows = await query.orderBy('name_sort').orderBy('id').limit(limit).execute()
      return rows.map(memberFrom)
    },
    async count(organizationId, where) {
      const { total } = await db
        .selectFrom('member')
        .where('removed_at', 'is', null)
        .where(isMeant(organizationId, where))
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      return total
    },
  }
}

const lowerEmail = sql<string>`lower(email)`

function isMeant(organizationId: OrganizationId, { active, role, search }: MemberWhere) {
  const eb = expressionBuilder<Tables, 'member'>()
  const conditions: Expression<SqlBool>[] = [eb('organization_id', '=', organizationId)]
  if (active !== undefined) conditions.push(eb('active', '=', Number(active)))
  if (role !== undefined) conditions.push(eb('role', '=', role))
  if (search) conditions.push(eb.or([contains(eb.ref('name_sort'), search), contains(lowerEmail, search)]))
  return eb.and(conditions)
}

export const memberWrites = (trx: Kysely<Tables>, now: () => number): Writes['members'] => ({
  ...memberReads(trx),
  async lock(organizationId, id) {
    // An update that changes nothing: the one way to lock a row that every engine has.
    await trx
      .updateTable('member')
      .set((eb) => ({ active: eb.ref('active') }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
    return memberReads(trx).get(organizationId, id)
  },
  async put(record) {
    const { id, organization_id, ...changes } = memberRow(record)
    // Somebody who is an active member elsewhere has been one without a gap: a membership that begins takes that over.
    const elsewhere = record.userId === null ? undefined : await memberReads(trx).activeSince(record.userId)
    await trx
      .insertInto('member')
      .values({ id, organization_id, ...changes, active_since: elsewhere ?? now() })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          ...changes,
          active_since: eb
            .case()
            .when(eb.and([eb('member.active', '=', 0), eb('excluded.active', '=', 1)]))
            .then(eb.ref('excluded.active_since'))
            .else(eb.ref('member.active_since'))
            .end(),
        })),
      )
      .execute()
  },
})
