import { type Kysely, sql } from 'kysely'
import type { UsageReads, UsageWrites } from '../../ports.ts'
import { forgetInvalidations } from '../sql-invalidation.ts'
import type { Tables } from '../tables.ts'
import { dayOf } from './usage-hours.ts'
import { usageReads } from './usage-reads.ts'
import { addUsage } from './usage-slices.ts'

/** `now` is read when a fold forgets old invalidations. */
export const usageWrites = (trx: Kysely<Tables>, now: () => number): UsageReads & UsageWrites => ({
  ...usageReads(trx),
  add: (slices) => addUsage(trx, slices),
  async fold({ hours, days, versions }) {
    const more = await foldTokenHours(trx, hours)
    if (more) return true
    await foldOrganizationHours(trx, hours)
    await trx.deleteFrom('usage_day').where('day', '<', days).execute()
    await trx.deleteFrom('organization_day').where('day', '<', days).execute()
    await trx.deleteFrom('usage_version').where('hour', '<', versions).execute()
    await forgetInvalidations(trx, now())
    return false
  },
})

const TOKENS_AT_ONCE = 500
const summed = sql<number>`sum(count)`.as('count')

/** Folds some tokens' hours; says whether there may be more. */
async function foldTokenHours(trx: Kysely<Tables>, before: number): Promise<boolean> {
  const due = await trx
    .selectFrom('usage_hour')
    .select('token_id')
    .distinct()
    .where('hour', '<', before)
    .limit(TOKENS_AT_ONCE)
    .execute()
  if (due.length === 0) return false
  const ids = due.map((row) => row.token_id)
  await trx
    .insertInto('usage_day')
    .columns(['token_id', 'day', 'outcome', 'count'])
    .expression(
      trx
        .selectFrom('usage_hour')
        .where('token_id', 'in', ids)
        .where('hour', '<', before)
        .select(['token_id', dayOf.as('day'), 'outcome', summed])
        .groupBy(['token_id', dayOf, 'outcome']),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['token_id', 'day', 'outcome'])
        .doUpdateSet((eb) => ({ count: eb('usage_day.count', '+', eb.ref('excluded.count')) })),
    )
    .execute()
  await trx.deleteFrom('usage_hour').where('token_id', 'in', ids).where('hour', '<', before).execute()
  return ids.length === TOKENS_AT_ONCE
}

async function foldOrganizationHours(trx: Kysely<Tables>, before: number) {
  await trx
    .insertInto('organization_day')
    .columns(['organization_id', 'day', 'outcome', 'count'])
    .expression(
      trx
        .selectFrom('organization_hour')
        .where('hour', '<', before)
        .select(['organization_id', dayOf.as('day'), 'outcome', summed])
        .groupBy(['organization_id', dayOf, 'outcome']),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'day', 'outcome'])
        .doUpdateSet((eb) => ({ count: eb('organization_day.count', '+', eb.ref('excluded.count')) })),
    )
    .execute()
  await trx.deleteFrom('organization_hour').where('hour', '<', before).execute()
}
