import { type Kysely, sql } from 'kysely'
import type { UsageReads, UsageWrites } from '../ports.ts'
import { refusalFrom } from './rows.ts'
import { slicesOf } from './slices.ts'
import { forgetInvalidations } from './sql-invalidation.ts'
import type { Tables } from './tables.ts'
import { addUsage } from './usage-slices.ts'

const HOUR_MS = 3600 * 1000
const DAY_MS = 24 * HOUR_MS

export function usageReads(db: Kysely<Tables>): UsageReads {
  return {
    async traffic(organizationId, ids, since) {
      let calls = 0
      const addresses = new Set<string>()
      for (const slice of slicesOf(ids, 10_000)) {
        const counted = await db
          .selectFrom('usage_hour')
          .innerJoin('token', 'token.id', 'usage_hour.token_id')
          .where('token.organization_id', '=', organizationId)
          .where('usage_hour.token_id', 'in', slice)
          .where('usage_hour.hour', '>', since - HOUR_MS)
          .where('usage_hour.outcome', '=', 'allowed')
          .select((eb) => eb.fn.sum<number | null>('usage_hour.count').as('calls'))
          .executeTakeFirst()
        calls += Number(counted?.calls ?? 0)
        const seen = await db
          .selectFrom('token_caller')
          .innerJoin('token', 'token.id', 'token_caller.token_id')
          .where('token.organization_id', '=', organizationId)
          .where('token_caller.token_id', 'in', slice)
          .where('token_caller.last_at', '>=', since)
          .select('token_caller.address')
          .distinct()
          .execute()
        for (const { address } of seen) addresses.add(address)
      }
      return { calls, callers: addresses.size }
    },
    async refusals(organizationId, id) {
      const rows = await db
        .selectFrom('token_refusal')
        .innerJoin('token', 'token.id', 'token_refusal.token_id')
        .where('token.organization_id', '=', organizationId)
        .where('token_refusal.token_id', '=', id)
        .selectAll('token_refusal')
        .orderBy('token_refusal.sequence', 'desc')
        .execute()
      return rows.map(refusalFrom)
    },
  }
}

/** `now` is read when a fold forgets old invalidations. */
export const usageWrites = (trx: Kysely<Tables>, now: () => number): UsageReads & UsageWrites => ({
  ...usageReads(trx),
  add: (slices) => addUsage(trx, slices),
  async fold(foldBefore, forgetBefore) {
    await foldHours(trx, foldBefore)
    await trx.deleteFrom('usage_day').where('day', '<', forgetBefore).execute()
    await forgetInvalidations(trx, now())
  },
})

async function foldHours(trx: Kysely<Tables>, before: number) {
  await trx
    .insertInto('usage_day')
    .columns(['token_id', 'day', 'outcome', 'count'])
    .expression(
      trx
        .selectFrom('usage_hour')
        .where('hour', '<', before)
        .select([
          'token_id',
          sql<number>`hour - hour % ${sql.lit(DAY_MS)}`.as('day'),
          'outcome',
          sql<number>`sum(count)`.as('count'),
        ])
        .groupBy(['token_id', sql`hour - hour % ${sql.lit(DAY_MS)}`, 'outcome']),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['token_id', 'day', 'outcome'])
        .doUpdateSet((eb) => ({ count: eb('usage_day.count', '+', eb.ref('excluded.count')) })),
    )
    .execute()
  await trx.deleteFrom('usage_hour').where('hour', '<', before).execute()
}
