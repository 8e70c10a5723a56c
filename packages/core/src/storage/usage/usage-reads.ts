import type { OrganizationId, Permission, RefusalCode, TokenId } from '@keyward/contract'
import type { Kysely } from 'kysely'
import type { RefusalEntry, UsageCount, UsageReads } from '../../ports.ts'
import { HOUR_MS } from '../../world.ts'
import { slicesOf } from '../slices.ts'
import type { Tables, TokenRefusalTable } from '../tables.ts'
import { consequence } from '../tokens/token-counts.ts'
import { dayOf } from './usage-hours.ts'

export const usageReads = (db: Kysely<Tables>): UsageReads => ({
  consequence: (organizationId, where, since) => consequence(db, organizationId, where, since),
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
  async hours(organizationId, id, since) {
    const rows = await hoursSince(db, organizationId, id, since)
      .select(['hour as at', 'outcome', 'count'])
      .execute()
    return rows.map(countFrom)
  },
  async days(organizationId, id, since) {
    const folded = await daysSince(db, organizationId, id, since).execute()
    const notYet = await hoursSince(db, organizationId, id, since)
      .select((eb) => [dayOf.as('at'), 'outcome', eb.fn.sum<number>('count').as('count')])
      .groupBy([dayOf, 'outcome'])
      .execute()
    return [...folded, ...notYet].map(countFrom)
  },
  async permissions(organizationId, id) {
    const rows = await db
      .selectFrom('usage_permission')
      .selectAll()
      .where('token_id', 'in', owned(db, organizationId, id))
      .orderBy('permission')
      .execute()
    return rows.map(({ permission, count, first_at, last_at }) => ({
      permission: permission as Permission,
      count,
      firstAt: first_at,
      lastAt: last_at,
    }))
  },
  async callers(organizationId, id) {
    const rows = await db
      .selectFrom('token_caller')
      .selectAll()
      .where('token_id', 'in', owned(db, organizationId, id))
      .orderBy('last_at', 'desc')
      .orderBy('address')
      .execute()
    return rows.map(({ address, agent, count, last_at, version }) => ({
      address,
      agent: agent === '' ? null : agent,
      count,
      lastAt: last_at,
      version,
    }))
  },
  async versions(organizationId, id) {
    const rows = await db
      .selectFrom('usage_version')
      .selectAll()
      .where('token_id', 'in', owned(db, organizationId, id))
      .orderBy('hour')
      .execute()
    return rows.map(({ version, hour, count, last_at }) => ({ version, hour, count, lastAt: last_at }))
  },
  async refusals(organizationId, id) {
    const rows = await db
      .selectFrom('token_refusal')
      .selectAll()
      .where('token_id', 'in', owned(db, organizationId, id))
      .orderBy('sequence', 'desc')
      .execute()
    return rows.map(refusalFrom)
  },
})

/** The token's id, if the token is this organisation's. */
const owned = (db: Kysely<Tables>, organizationId: OrganizationId, id: TokenId) =>
  db
    .selectFrom('token')
    .select('token.id')
    .where('token.organization_id', '=', organizationId)
    .where('token.id', '=', id)

function hoursSince(db: Kysely<Tables>, organizationId: OrganizationId, id: TokenId | null, since: number) {
  const counted =
    id === null
      ? db
          .selectFrom('organization_hour')
          .where('organization_id', '=', organizationId)
          .select(['hour', 'outcome', 'count'])
      : db
          .selectFrom('usage_hour')
          .where('token_id', 'in', owned(db, organizationId, id))
          .select(['hour', 'outcome', 'count'])
  return db.selectFrom(counted.as('counted')).where('hour', '>=', since)
}

function daysSince(db: Kysely<Tables>, organizationId: OrganizationId, id: TokenId | null, since: number) {
  if (id === null)
    return db
      .selectFrom('organization_day')
      .where('organization_id', '=', organizationId)
      .where('day', '>=', since)
      .select(['day as at', 'outcome', 'count'])
  return db
    .selectFrom('usage_day')
    .where('token_id', 'in', owned(db, organizationId, id))
    .where('day', '>=', since)
    .select(['day as at', 'outcome', 'count'])
}

const countFrom = ({ at, outcome, count }: { at: number; outcome: string; count: number }): UsageCount => ({
  at,
  outcome: outcome as UsageCount['outcome'],
  count: Number(count),
})

const refusalFrom = (row: TokenRefusalTable): RefusalEntry => ({
  at: row.at,
  need: row.need as Permission | null,
  code: row.code as RefusalCode,
  address: row.address,
  requestId: row.request_id,
})
