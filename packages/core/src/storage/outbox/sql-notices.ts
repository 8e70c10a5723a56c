import type { MemberId } from '@keyward/contract'
import type { Kysely } from 'kysely'
import { kindOf, MOST_ITEMS } from '../../notices/notice.ts'
import type { Recent } from '../../notices/place-notices.ts'
import type { NoticeReads, NoticeWrites } from '../../ports.ts'
import { slicesOf } from '../slices.ts'
import type { Tables } from '../tables.ts'
import { itemsFrom, mutedFrom, noticeFrom, noticeRow, warningFrom, warningRows } from './notice-rows.ts'
import { isDue, isOnPage, isTooLate } from './outbox.ts'

/** Gathered mails do not count against what one person gets in an hour. */
const GATHERED = ['daily', 'hour']

export const noticeReads = (db: Kysely<Tables>): NoticeReads => ({
  async find(organizationId, id) {
    const row = await db
      .selectFrom('notice')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row && noticeFrom(row)
  },
  async page(organizationId, { limit, ...page }) {
    const rows = await db
      .selectFrom('notice')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where(isOnPage(page))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(noticeFrom)
  },
  async counts(organizationId) {
    const rows = await db
      .selectFrom('notice')
      .where('organization_id', '=', organizationId)
      .groupBy('status')
      .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
      .execute()
    const of = (status: string) => Number(rows.find((row) => row.status === status)?.count ?? 0)
    return { waiting: of('waiting'), sending: of('sending'), sent: of('sent'), failed: of('failed') }
  },
  async recent(organizationId, memberIds, since) {
    if (memberIds.length === 0) return new Map<MemberId, Recent>()
    const rows = await db
      .selectFrom('notice')
      .where('organization_id', '=', organizationId)
      .where('member_id', 'in', memberIds)
      .where('created_at', '>', since)
      .where((eb) => eb.or([eb('gather', 'is', null), eb('gather', 'not in', GATHERED)]))
      .groupBy('member_id')
      .select((eb) => [
        'member_id',
        eb.fn.countAll<number>().as('count'),
        eb.fn.min<number>('created_at').as('oldest'),
      ])
      .execute()
    return new Map(
      rows.map((row) => [row.member_id as MemberId, { count: Number(row.count), oldestAt: row.oldest }]),
    )
  },
  async muted(organizationId, memberIds) {
    if (memberIds.length === 0) return new Map()
    const rows = await db
      .selectFrom('notice_preference')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('member_id', 'in', memberIds)
      .execute()
    return new Map(rows.map((row) => [row.member_id as MemberId, mutedFrom(row.muted)]))
  },
  async anyDue(now) {
    const due = await db.selectFrom('notice').select('id').where(isDue(now)).limit(1).executeTakeFirst()
    return due !== undefined
  },
  async anyWarningDue(now) {
    const due = await db
      .selectFrom('expiry_warning')
      .select('due_at')
      .where('due_at', '<=', now)
      .limit(1)
      .executeTakeFirst()
    return due !== undefined
  },
})

export const noticeWrites = (trx: Kysely<Tables>): NoticeReads & NoticeWrites => {
  const reads = noticeReads(trx)
  const touch = trx.updateTable('notice').set((eb) => ({ tries: eb.ref('tries') }))
  return {
    ...reads,
    async insert(records) {
      for (const slice of slicesOf(records, 500))
        await trx.insertInto('notice').values(slice.map(noticeRow)).execute()
    },
    async absorb(organizationId, { to, gather, items, dueAt }) {
      // Locked before it is read, so that nothing that another process adds meanwhile is lost.
      const open = await touch
        .where('organization_id', '=', organizationId)
        .where('member_id', '=', to.memberId)
        .where('gather', '=', gather)
        .where('status', '=', 'waiting')
        .where('tries', '=', 0)
        .returningAll()
        .executeTakeFirst()
      if (!open) return false
      const all = [...itemsFrom(open.items), ...items]
      await trx
        .updateTable('notice')
        .set({
          items: JSON.stringify(all.slice(0, MOST_ITEMS)),
          kind: kindOf(all) === open.kind ? open.kind : 'several',
          count: open.count + items.length,
          due_at: gather?.startsWith('batch') ? dueAt : open.due_at,
        })
        .where('organization_id', '=', organizationId)
        .where('id', '=', open.id)
        .execute()
      return true
    },
    async lock(organizationId, id) {
      const row = await touch
        .where('organization_id', '=', organizationId)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && noticeFrom(row)
    },
    async update(record) {
      await trx
        .updateTable('notice')
        .set(noticeRow(record))
        .where('organization_id', '=', record.organizationId)
        .where('id', '=', record.id)
        .execute()
    },
    async mute(organizationId, memberId, muted) {
      const changes = { muted: JSON.stringify(muted) }
      await trx
        .insertInto('notice_preference')
        .values({ organization_id: organizationId, member_id: memberId, ...changes })
        .onConflict((conflict) => conflict.column('member_id').doUpdateSet(changes))
        .execute()
    },
    async claim(by, { now, until, limit }) {
      const rows = await trx
        .updateTable('notice')
        .set({ status: 'sending', claimed_by: by, claimed_until: until })
        .where(
          'id',
          'in',
          trx
            .selectFrom('notice')
            .select('id')
            .where(isDue(now))
            .orderBy('due_at')
            .orderBy('id')
            .limit(limit),
        )
        // Said again: by the time this row is locked, another process may have claimed it.
        .where(isDue(now))
        .returningAll()
        .execute()
      return rows.map(noticeFrom)
    },
    async settle(by, record) {
      const { numUpdatedRows } = await trx
        .updateTable('notice')
        .set(noticeRow(record))
        .where('organization_id', '=', record.organizationId)
        .where('id', '=', record.id)
        .where('claimed_by', '=', by)
        .executeTakeFirst()
      return numUpdatedRows > 0
    },
    async giveUp(now, reason) {
      await trx
        .updateTable('notice')
        .set((eb) => ({
          status: 'failed',
          sealed: null,
          settled_at: now,
          last_error: eb.fn.coalesce('last_error', eb.val(reason)),
        }))
        .where(isTooLate(now))
        .execute()
    },
    async forget(before) {
      await trx.deleteFrom('notice').where('settled_at', '<', before).execute()
    },
    async planWarnings(organizationId, plans) {
      for (const slice of slicesOf(plans, 1000)) {
        const ids = slice.map(({ tokenId }) => tokenId)
        await trx.deleteFrom('expiry_warning').where('token_id', 'in', ids).execute()
        const rows = slice.flatMap((plan) => warningRows(organizationId, plan))
        if (rows.length > 0) await trx.insertInto('expiry_warning').values(rows).execute()
      }
    },
    async takeWarnings(now, limit) {
      const rows = await trx
        .deleteFrom('expiry_warning')
        .where('due_at', '<=', now)
        .where(
          'token_id',
          'in',
          trx
            .selectFrom('expiry_warning')
            .select('token_id')
            .where('due_at', '<=', now)
            .orderBy('due_at')
            .limit(limit),
        )
        .returningAll()
        .execute()
      return rows.map(warningFrom)
    },
  }
}
