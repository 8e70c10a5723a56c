import type { OrganizationId, TokenId } from '@keyward/contract'
import type { Kysely } from 'kysely'
import type { TokenWhere } from '../../ports.ts'
import type { Tables } from '../tables.ts'
import { tokenIdFrom } from './token-rows.ts'
import { everyMatch, searching } from './token-search.ts'
import { inParts, meets } from './token-where.ts'

/** How many tokens match. */
export async function tokenCount(
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  where: TokenWhere,
): Promise<number> {
  let total = 0
  for (const part of inParts(where)) total += await countOf(db, organizationId, part)
  return total
}

type Range = { afterId: TokenId | null; limit: number }

/** Ids that match, in id order, after one. */
export async function tokenIds(
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  where: TokenWhere,
  { afterId, limit }: Range,
): Promise<TokenId[]> {
  const after = afterId ?? ''
  const found: TokenId[] = []
  for (const part of inParts({ ...where, ids: where.ids?.filter((id) => id > after) })) {
    found.push(...(await idsOf(db, organizationId, part, { after, limit: limit - found.length })))
    if (found.length === limit) break
  }
  return found
}

const countOf = (db: Kysely<Tables>, organizationId: OrganizationId, where: TokenWhere): Promise<number> =>
  searching(db, organizationId, where, async (on, search) => {
    const { total } = await on
      .selectFrom('token')
      .where(meets(organizationId, where, everyMatch(search)))
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    return total
  })

const idsOf = (
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  where: TokenWhere,
  { after, limit }: { after: string; limit: number },
): Promise<TokenId[]> =>
  searching(db, organizationId, where, async (on, search) => {
    const rows = await on
      .selectFrom('token')
      .where(meets(organizationId, where, search))
      .where('token.id', '>', after)
      .select('token.id')
      .orderBy('token.id')
      .limit(limit)
      .execute()
    return rows.map((row) => tokenIdFrom(row.id))
  })
