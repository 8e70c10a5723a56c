import { type Kysely, sql } from 'kysely'
import type { UsageSlice } from '../../ports.ts'
import { DAY_MS } from '../../world.ts'
import { later } from '../instants.ts'
import { slicesOf } from '../slices.ts'
import type { Tables } from '../tables.ts'

const ROWS_AT_ONCE = 500

/** The day, in UTC, that an hour belongs to. */
export const dayOf = sql<number>`hour - hour % ${sql.lit(DAY_MS)}`

export async function addHours(trx: Kysely<Tables>, slices: readonly UsageSlice[]) {
  const rows = slices.flatMap(({ tokenId, hours }) => hours.map((hour) => ({ token_id: tokenId, ...hour })))
  for (const part of slicesOf(rows, ROWS_AT_ONCE))
    await trx
      .insertInto('usage_hour')
      .values(part)
      .onConflict((conflict) =>
        conflict
          .columns(['token_id', 'hour', 'outcome'])
          .doUpdateSet((eb) => ({ count: eb('usage_hour.count', '+', eb.ref('excluded.count')) })),
      )
      .execute()
}

/** The same, added up: what an organisation is shown costs nothing to read, however many tokens it has. */
export async function addOrganizationHours(
  trx: Kysely<Tables>,
  slices: readonly UsageSlice[],
  present: ReadonlyMap<string, string>,
) {
  const sums = new Map<string, { organization_id: string; hour: number; outcome: string; count: number }>()
  for (const { tokenId, hours } of slices)
    for (const { hour, outcome, count } of hours) {
      const organizationId = present.get(tokenId) ?? ''
      const key = `${organizationId} ${hour} ${outcome}`
      const sum = sums.get(key)
      if (sum) sum.count += count
      else sums.set(key, { organization_id: organizationId, hour, outcome, count })
    }
  for (const part of slicesOf([...sums.values()], ROWS_AT_ONCE))
    await trx
      .insertInto('organization_hour')
      .values(part)
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'hour', 'outcome'])
          .doUpdateSet((eb) => ({ count: eb('organization_hour.count', '+', eb.ref('excluded.count')) })),
      )
      .execute()
}

export async function addVersions(trx: Kysely<Tables>, slices: readonly UsageSlice[]) {
  const rows = slices.flatMap(({ tokenId, versions }) =>
    versions.map(({ version, hour, count, lastAt }) => ({
      token_id: tokenId,
      version,
      hour,
      count,
      last_at: lastAt,
    })),
  )
  for (const part of slicesOf(rows, ROWS_AT_ONCE))
    await trx
      .insertInto('usage_version')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['token_id', 'version', 'hour']).doUpdateSet((eb) => ({
          count: eb('usage_version.count', '+', eb.ref('excluded.count')),
          last_at: later(sql.ref('usage_version.last_at'), sql.ref('excluded.last_at')),
        })),
      )
      .execute()
}
