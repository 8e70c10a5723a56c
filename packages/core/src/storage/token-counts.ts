import type { OrganizationId } from '@keyward/contract'
import { type Kysely, sql } from 'kysely'
import type { Consequence, TokenTally, TokenWhere } from '../ports.ts'
import type { Tables } from './tables.ts'
import { everyMatch, type Search, searching } from './token-search.ts'
import { meets } from './token-where.ts'

const HOUR_MS = 3600 * 1000
const NAMES_SHOWN = 10

/** What ending tokens would hit, counted where they lie. */
export const consequence = (
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  where: TokenWhere,
  since: number,
): Promise<Consequence> =>
  searching(db, organizationId, where, async (on, search) => {
    const meant = tokensMeant(on, organizationId, where, search)
    const owner = sql<string>`coalesce(token.owner_member_id, '')`
    const counted = await meant
      .select((eb) => [
        eb.fn.countAll<number>().as('tokens'),
        eb.fn.count<number>(owner).distinct().as('owners'),
      ])
      .executeTakeFirstOrThrow()
    const named = await meant
      .select('token.name')
      .orderBy('token.name_sort')
      .orderBy('token.id')
      .limit(NAMES_SHOWN)
      .execute()
    const called = await meant
      .innerJoin('usage_hour', 'usage_hour.token_id', 'token.id')
      .where('usage_hour.hour', '>', since - HOUR_MS)
      .where('usage_hour.outcome', '=', 'allowed')
      .select((eb) => eb.fn.sum<number | null>('usage_hour.count').as('calls'))
      .executeTakeFirstOrThrow()
    const seen = await meant
      .innerJoin('token_caller', 'token_caller.token_id', 'token.id')
      .where('token_caller.last_at', '>=', since)
      .select((eb) => eb.fn.count<number>('token_caller.address').distinct().as('callers'))
      .executeTakeFirstOrThrow()
    return {
      tokens: Number(counted.tokens),
      owners: Number(counted.owners),
      names: named.map(({ name }) => name),
      calls: Number(called.calls ?? 0),
      callers: Number(seen.callers),
    }
  })

/** Live tokens in numbers. */
export const tally = (
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  where: TokenWhere,
  endsBefore: number,
): Promise<TokenTally> =>
  searching(db, organizationId, where, async (on, search) => {
    const meant = tokensMeant(on, organizationId, where, search)
    const living = await meant
      .select((eb) => [
        eb.fn.countAll<number>().as('live'),
        eb.fn
          .sum<number | null>(eb.case().when('token.expires_sort', '<', endsBefore).then(1).else(0).end())
          .as('ending'),
      ])
      .executeTakeFirstOrThrow()
    const unused = await meant
      .innerJoin('token_use', 'token_use.token_id', 'token.id')
      .where('token_use.last_used_at', '=', 0)
      .select((eb) => eb.fn.countAll<number>().as('unused'))
      .executeTakeFirstOrThrow()
    return {
      live: Number(living.live),
      endingSoon: Number(living.ending ?? 0),
      neverUsed: Number(unused.unused),
    }
  })

const tokensMeant = (
  on: Kysely<Tables>,
  organizationId: OrganizationId,
  where: TokenWhere,
  search: Search | undefined,
) => on.selectFrom('token').where(meets(organizationId, where, everyMatch(search)))
