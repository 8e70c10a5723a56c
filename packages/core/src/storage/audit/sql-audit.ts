import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { AuditPageQuery, AuditReads, AuditWrites } from '../../ports.ts'
import { slicesOf } from '../slices.ts'
import type { Tables } from '../tables.ts'
import { auditEventFrom, auditEventRow, auditHeadFrom } from './audit-rows.ts'

export const auditReads = (db: Kysely<Tables>): AuditReads => ({
  async head(chain) {
    const row = await db.selectFrom('audit_head').selectAll().where('chain', '=', chain).executeTakeFirst()
    return row && auditHeadFrom(row)
  },
  async events(chain, afterSequence, limit) {
    const rows = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('chain', '=', chain)
      .where('sequence', '>', afterSequence)
      .orderBy('sequence')
      .limit(limit)
      .execute()
    return rows.map(auditEventFrom)
  },
  async page(chain, query) {
    const rows = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('chain', '=', chain)
      .where((eb) => eb.and(conditionsOf(eb, query)))
      .orderBy('at', 'desc')
      .orderBy('sequence', 'desc')
      .limit(query.limit)
      .execute()
    return rows.map(auditEventFrom)
  },
})

function conditionsOf(eb: ExpressionBuilder<Tables, 'audit_event'>, query: AuditPageQuery) {
  const { subjectId, actorId, kinds, from, to, after } = query
  const conditions = []
  if (subjectId !== undefined) conditions.push(eb('subject_id', '=', subjectId))
  if (actorId !== undefined) conditions.push(isBy(eb, actorId))
  if (kinds) conditions.push(kinds.length > 0 ? eb('kind', 'in', [...kinds]) : eb.lit(false))
  if (from !== undefined) conditions.push(eb('at', '>=', from))
  if (to !== undefined) conditions.push(eb('at', '<', to))
  if (after) conditions.push(sql<boolean>`(at, sequence) < (${after.at}, ${after.sequence})`)
  return conditions
}

/** Tokens act themselves; people also through their personal tokens. */
const isBy = (eb: ExpressionBuilder<Tables, 'audit_event'>, actorId: string) =>
  actorId.startsWith('mem_')
    ? eb.or([eb('actor_id', '=', actorId), eb('on_behalf_id', '=', actorId)])
    : eb('actor_id', '=', actorId)

export const auditWrites = (trx: Kysely<Tables>): AuditReads & AuditWrites => ({
  ...auditReads(trx),
  async append(events, head) {
    for (const slice of slicesOf(events, 500))
      await trx.insertInto('audit_event').values(slice.map(auditEventRow)).execute()
    const { chain, sequence, hash, mac, keyVersion } = head
    const end = { sequence, hash, mac, key_version: keyVersion }
    await trx
      .insertInto('audit_head')
      .values({ chain, ...end })
      .onConflict((conflict) => conflict.column('chain').doUpdateSet(end))
      .execute()
  },
})
