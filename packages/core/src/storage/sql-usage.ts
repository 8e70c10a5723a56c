import { type Kysely, sql } from 'kysely'
import type { UsageReads, UsageSlice, UsageWrites } from '../ports.ts'
import { refusalFrom } from './rows.ts'
import { slicesOf } from './slices.ts'
import { forgetInvalidations } from './sql-invalidation.ts'
import type { Tables } from './tables.ts'

const HOUR_MS = 3600 * 1000
const DAY_MS = 24 * HOUR_MS
const KEPT_CALLERS = 20
const KEPT_REFUSALS = 20
const ROWS_AT_ONCE = 500

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
  async add(slices) {
    const present = await organizationsOf(trx, slices)
    const kept = slices.filter((slice) => present.has(slice.tokenId))
    if (kept.length === 0) return
    await addUses(trx, kept, present)
    await addHours(trx, kept)
    await addPermissions(trx, kept)
    await addCallers(trx, kept)
    await addRefusals(trx, kept)
  },
  async fold(foldBefore, forgetBefore) {
    await foldHours(trx, foldBefore)
    await trx.deleteFrom('usage_day').where('day', '<', forgetBefore).execute()
    await forgetInvalidations(trx, now())
  },
})

/** The tokens of these slices that still exist, and whose they are. */
async function organizationsOf(
  trx: Kysely<Tables>,
  slices: readonly UsageSlice[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const part of slicesOf(slices, ROWS_AT_ONCE)) {
    const ids = part.map((slice) => slice.tokenId)
    const rows = await trx
      .selectFrom('token')
      .select(['id', 'organization_id'])
      .where('id', 'in', ids)
      .execute()
    for (const row of rows) found.set(row.id, row.organization_id)
  }
  return found
}

async function addUses(
  trx: Kysely<Tables>,
  slices: readonly UsageSlice[],
  present: ReadonlyMap<string, string>,
) {
  const rows = slices.flatMap(({ tokenId, use }) =>
    use
      ? [
          {
            token_id: tokenId,
            organization_id: present.get(tokenId) ?? '',
            last_used_at: use.lastUsedAt,
            address: use.address,
            agent: use.agent,
          },
        ]
      : [],
  )
  for (const part of slicesOf(rows, ROWS_AT_ONCE))
    await trx
      .insertInto('token_use')
      .values(part)
      .onConflict((conflict) =>
        conflict
          .column('token_id')
          .doUpdateSet((eb) => ({
            last_used_at: eb.ref('excluded.last_used_at'),
            address: eb.ref('excluded.address'),
            agent: eb.ref('excluded.agent'),
          }))
          .whereRef('excluded.last_used_at', '>=', 'token_use.last_used_at'),
      )
      .execute()
}

async function addHours(trx: Kysely<Tables>, slices: readonly UsageSlice[]) {
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

async function addPermissions(trx: Kysely<Tables>, slices: readonly UsageSlice[]) {
  const rows = slices.flatMap(({ tokenId, permissions }) =>
    permissions.map(({ permission, count, lastAt }) => ({
      token_id: tokenId,
      permission,
      count,
      first_at: lastAt,
      last_at: lastAt,
    })),
  )
  for (const part of slicesOf(rows, ROWS_AT_ONCE))
    await trx
      .insertInto('usage_permission')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['token_id', 'permission']).doUpdateSet((eb) => ({
          count: eb('usage_permission.count', '+', eb.ref('excluded.count')),
          first_at: earlier(sql.ref('usage_permission.first_at'), sql.ref('excluded.first_at')),
          last_at: later(sql.ref('usage_permission.last_at'), sql.ref('excluded.last_at')),
        })),
      )
      .execute()
}

async function addCallers(trx: Kysely<Tables>, slices: readonly UsageSlice[]) {
  const rows = slices.flatMap(({ tokenId, callers }) =>
    callers.map(({ address, agent, count, lastAt }) => ({
      token_id: tokenId,
      address,
      agent: agent ?? '',
      count,
      last_at: lastAt,
    })),
  )
  for (const part of slicesOf(rows, ROWS_AT_ONCE))
    await trx
      .insertInto('token_caller')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['token_id', 'address', 'agent']).doUpdateSet((eb) => ({
          count: eb('token_caller.count', '+', eb.ref('excluded.count')),
          last_at: later(sql.ref('token_caller.last_at'), sql.ref('excluded.last_at')),
        })),
      )
      .execute()
  const touched = [...new Set(rows.map((row) => row.token_id))]
  for (const part of slicesOf(touched, ROWS_AT_ONCE)) await forgetCallers(trx, part)
}

/** Beyond the kept number the oldest go. */
async function forgetCallers(trx: Kysely<Tables>, tokenIds: readonly string[]) {
  const ranked = trx
    .selectFrom('token_caller')
    .where('token_id', 'in', [...tokenIds])
    .select(['token_id', 'address', 'agent'])
    .select(
      sql<number>`row_number() over (partition by token_id order by last_at desc, address, agent)`.as(
        'place',
      ),
    )
  await trx
    .deleteFrom('token_caller')
    .where((eb) =>
      eb(
        eb.refTuple('token_id', 'address', 'agent'),
        'in',
        eb
          .selectFrom(ranked.as('ranked'))
          .where('place', '>', KEPT_CALLERS)
          .select(['ranked.token_id', 'ranked.address', 'ranked.agent'])
          .$asTuple('token_id', 'address', 'agent'),
      ),
    )
    .execute()
}

async function addRefusals(trx: Kysely<Tables>, slices: readonly UsageSlice[]) {
  const concerned = slices.filter((slice) => slice.refusals.length > 0)
  const last = await lastRefusals(trx, concerned)
  const rows = concerned.flatMap(({ tokenId, refusals }) =>
    refusals.slice(-KEPT_REFUSALS).map(({ at, need, code, requestId }, place) => ({
      token_id: tokenId,
      sequence: (last.get(tokenId) ?? 0) + place + 1,
      at,
      need,
      code,
      request_id: requestId,
    })),
  )
  for (const part of slicesOf(rows, ROWS_AT_ONCE))
    await trx.insertInto('token_refusal').values(part).execute()
  const newest = new Map(rows.map((row) => [row.token_id, row.sequence]))
  for (const [tokenId, sequence] of newest)
    if (sequence > KEPT_REFUSALS)
      await trx
        .deleteFrom('token_refusal')
        .where('token_id', '=', tokenId)
        .where('sequence', '<=', sequence - KEPT_REFUSALS)
        .execute()
}

async function lastRefusals(
  trx: Kysely<Tables>,
  slices: readonly UsageSlice[],
): Promise<Map<string, number>> {
  const last = new Map<string, number>()
  for (const part of slicesOf(slices, ROWS_AT_ONCE)) {
    const ids = part.map((slice) => slice.tokenId)
    const rows = await trx
      .selectFrom('token_refusal')
      .where('token_id', 'in', ids)
      .groupBy('token_id')
      .select((eb) => ['token_id', eb.fn.max('sequence').as('sequence')])
      .execute()
    for (const row of rows) last.set(row.token_id, Number(row.sequence))
  }
  return last
}

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

type Ref = ReturnType<typeof sql.ref<number>>
const later = (a: Ref, b: Ref) => sql<number>`case when ${a} > ${b} then ${a} else ${b} end`
const earlier = (a: Ref, b: Ref) => sql<number>`case when ${a} < ${b} then ${a} else ${b} end`
