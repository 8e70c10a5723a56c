import type { Kysely } from 'kysely'
import type { AuditReads, AuditWrites } from '../ports.ts'
import { auditEventFrom, auditEventRow, auditHeadFrom } from './rows.ts'
import { slicesOf } from './slices.ts'
import type { Tables } from './tables.ts'

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
})

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
