import type { OrganizationId } from '@keyward/contract'
import type { Kysely } from 'kysely'
import type { Consequence, TokenWhere } from '../../ports.ts'
import { HOUR_MS } from '../../world.ts'
import { nameOrder } from '../order.ts'
import type { Tables } from '../tables.ts'
import { everyMatch, type Search, searching } from './token-search.ts'
import { inParts, meets } from './token-where.ts'

const NAMES_SHOWN = 10

/** What ending tokens would hit, counted where they lie. Ids beyond what one statement takes are counted in parts. */
export async function consequence(
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  where: TokenWhere,
  since: number,
): Promise<Consequence> {
  const hits: Hit[] = []
  for (const part of inParts(where)) hits.push(await hitBy(db, organizationId, part, since))
  const sum = (count: (hit: Hit) => number) => hits.reduce((total, hit) => total + count(hit), 0)
  return {
    tokens: sum(({ tokens }) => tokens),
    owners: new Set(hits.flatMap(({ owners }) => owners)).size,
    names: hits
      .flatMap(({ names }) => names)
      .sort((a, b) => (nameOrder(a) < nameOrder(b) ? -1 : 1))
      .slice(0, NAMES_SHOWN),
    calls: sum(({ calls }) => calls),
    callers: new Set(hits.flatMap(({ addresses }) => addresses)).size,
  }
}

type Hit = { tokens: number; owners: string[]; names: string[]; calls: number; addresses: string[] }

const hitBy = (
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  where: TokenWhere,
  since: number,
): Promise<Hit> =>
  searching(db, organizationId, where, async (on, search) => {
    const meant = tokensMeant(on, organizationId, where, search)
    const owners = await meant
      .groupBy('token.owner_member_id')
      .select((eb) => ['token.owner_member_id as owner', eb.fn.countAll<number>().as('tokens')])
      .execute()
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
      .select('token_caller.address')
      .distinct()
      .execute()
    return {
      tokens: owners.reduce((total, { tokens }) => total + Number(tokens), 0),
      owners: owners.map(({ owner }) => owner ?? ''),
      names: named.map(({ name }) => name),
      calls: Number(called.calls ?? 0),
      addresses: seen.map(({ address }) => address),
    }
  })

const tokensMeant = (
  on: Kysely<Tables>,
  organizationId: OrganizationId,
  where: TokenWhere,
  search: Search | undefined,
) => on.selectFrom('token').where(meets(organizationId, where, everyMatch(search)))
