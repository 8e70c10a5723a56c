import { type Kysely, sql } from 'kysely'
import type { UsageSlice } from '../../ports.ts'
import { earlier, later } from '../instants.ts'
import { slicesOf } from '../slices.ts'
import type { Tables } from '../tables.ts'
import { addHours, addOrganizationHours, addVersions } from './usage-hours.ts'

const KEPT_CALLERS = 20
const KEPT_REFUSALS = 20
const ROWS_AT_ONCE = 500

/** Adds what was gathered to every table of usage; tokens that are gone are passed over. */
export async function addUsage(trx: Kysely<Tables>, slices: readonly UsageSlice[]): Promise<void> {
  const present = await organizationsOf(trx, slices)
  const kept = slices.filter((slice) => present.has(slice.tokenId))
  await addUses(trx, kept, present)
  await addHours(trx, kept)
  await addOrganizationHours(trx, kept, present)
  await addPermissions(trx, kept)
  await addCallers(trx, kept)
  await addVersions(trx, kept)
  await addRefusals(trx, kept)
}

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
    callers.map(({ address, agent, count, lastAt, version }) => ({
      token_id: tokenId,
      address,
      agent: agent ?? '',
      count,
      last_at: lastAt,
      version,
    })),
  )
  for (const part of slicesOf(rows, ROWS_AT_ONCE))
    await trx
      .insertInto('token_caller')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['token_id', 'address', 'agent']).doUpdateSet((eb) => ({
          count: eb('token_caller.count', '+', eb.ref('excluded.count')),
          version: versionOfLater,
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
    refusals.slice(-KEPT_REFUSALS).map(({ at, need, code, address, requestId }, place) => ({
      token_id: tokenId,
      sequence: (last.get(tokenId) ?? 0) + place + 1,
      at,
      need,
      code,
      address,
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

/** Of a caller that is written again: the value that it came with last. */
const versionOfLater = sql<
  number | null
>`case when ${sql.ref('excluded.last_at')} >= ${sql.ref('token_caller.last_at')}
    then ${sql.ref('excluded.version')} else ${sql.ref('token_caller.version')} end`
