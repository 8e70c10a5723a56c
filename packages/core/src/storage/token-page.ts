import type { OrganizationId } from '@keyward/contract'
import { type AliasableExpression, type Kysely, type RawBuilder, sql } from 'kysely'
import type { StoredToken, TokenCursor, TokenPageQuery } from '../ports.ts'
import { selectStored, storedFrom } from './stored-token.ts'
import type { Tables } from './tables.ts'
import { isLive, meets } from './token-where.ts'
import { nameOrder } from './words.ts'

type SortKey = string | number

/** What a sort walks along: a column that is never null, and how a cursor's key stands in it. */
type Order = { column: string; keyOf: (key: TokenCursor['key']) => SortKey; descending: boolean }

type Place = { page_group: number; page_key: SortKey; page_id: string }

const END_OF_TIME = 8_640_000_000_000_000

const ORDERS: Readonly<Record<string, Omit<Order, 'descending'>>> = {
  name: { column: 'token.name_sort', keyOf: (key) => nameOrder(String(key ?? '')) },
  createdAt: { column: 'token.created_at', keyOf: (key) => key ?? 0 },
  // Without end is later than every end; never used is earlier than every use.
  expiresAt: { column: 'token.expires_sort', keyOf: (key) => key ?? END_OF_TIME },
  lastUsedAt: { column: 'token_use.last_used_at', keyOf: (key) => key ?? 0 },
}

/** One page: ids by a walk along one index, then everything that stands beside them, in one statement. */
export async function tokenPage(
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  query: TokenPageQuery,
): Promise<StoredToken[]> {
  const order = orderOf(query.sort)
  const page = idsOf(db, organizationId, query, order)
  const direction = order.descending ? 'desc' : 'asc'
  const rows = await selectStored(db)
    .innerJoin(page.as('page'), (join) => join.onRef('page.page_id', '=', 'token.id'))
    .orderBy('page.page_group', 'asc')
    .orderBy('page.page_key', direction)
    .orderBy('page.page_id', direction)
    .execute()
  return storedFrom(rows)
}

function idsOf(
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  query: TokenPageQuery,
  order: Order,
): AliasableExpression<Place> {
  if (query.sort !== 'default') return walk(db, organizationId, query, order, undefined, query.after)
  const { after } = query
  const rest = walk(db, organizationId, query, order, 1, after?.group === 1 ? after : null)
  if (after?.group === 1) return rest
  const live = walk(db, organizationId, query, order, 0, after)
  return db
    .selectFrom(
      db
        .selectFrom(live.as('live'))
        .selectAll()
        .unionAll(db.selectFrom(rest.as('rest')).selectAll())
        .as('both'),
    )
    .selectAll()
    .orderBy('page_group', 'asc')
    .orderBy('page_key', 'desc')
    .orderBy('page_id', 'desc')
    .limit(query.limit)
}

/** Walks one index from the cursor on, through all tokens or one group of them. */
function walk(
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  query: TokenPageQuery,
  { column, keyOf, descending }: Order,
  group: 0 | 1 | undefined,
  after: TokenCursor | null,
) {
  const byUse = column === 'token_use.last_used_at'
  const key: RawBuilder<SortKey> = sql.ref(column)
  const id: RawBuilder<string> = sql.ref(byUse ? 'token_use.token_id' : 'token.id')
  const direction = descending ? 'desc' : 'asc'
  return db
    .selectFrom('token')
    .$if(byUse, (q) =>
      q
        .innerJoin('token_use', 'token_use.token_id', 'token.id')
        .where('token_use.organization_id', '=', organizationId),
    )
    .where(meets(organizationId, query))
    .$if(group === 0, (q) => q.where((eb) => isLive(eb, query.now)))
    .$if(group === 1, (q) => q.where((eb) => eb.not(isLive(eb, query.now))))
    .$if(after !== null, (q) => {
      const from = sql`(${keyOf(after?.key ?? null)}, ${after?.id ?? ''})`
      return q.where(
        descending ? sql<boolean>`(${key}, ${id}) < ${from}` : sql<boolean>`(${key}, ${id}) > ${from}`,
      )
    })
    .select([sql.lit(group ?? 0).as('page_group'), key.as('page_key'), id.as('page_id')])
    .orderBy(key, direction)
    .orderBy(id, direction)
    .limit(query.limit)
}

function orderOf(sort: TokenPageQuery['sort']): Order {
  if (sort === 'default') return orderOf('-createdAt')
  const descending = sort.startsWith('-')
  const order = ORDERS[descending ? sort.slice(1) : sort]
  if (!order) throw new TypeError(`no order is called ${sort}`)
  return { ...order, descending }
}
