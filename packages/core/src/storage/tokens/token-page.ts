import type { OrganizationId, ShownStatus } from '@keyward/contract'
import { type AliasableExpression, type Kysely, type RawBuilder, sql } from 'kysely'
import type { StoredToken, TokenCursor, TokenPageQuery } from '../../ports.ts'
import { expiryOrder, nameOrder, useOrder } from '../order.ts'
import type { Tables } from '../tables.ts'
import { selectStored, storedFrom } from './stored-token.ts'
import type { Search } from './token-search.ts'
import { isLive, meets, unsteered } from './token-where.ts'

type CursorKey = TokenCursor['key']
type SortKey = string | number

/** What a sort walks along: a column that is never null, and how a cursor's key stands in it. */
type Order = { column: string; keyOf: (key: CursorKey) => SortKey; descending: boolean }

const ORDERS: Readonly<Record<string, Omit<Order, 'descending'>>> = {
  name: { column: 'token.name_sort', keyOf: (key) => nameOrder(String(key ?? '')) },
  createdAt: { column: 'token.created_at', keyOf: (key) => numberOf(key) ?? 0 },
  expiresAt: { column: 'token.expires_sort', keyOf: (key) => expiryOrder(numberOf(key)) },
  lastUsedAt: { column: 'token_use.last_used_at', keyOf: (key) => useOrder(numberOf(key)) },
}

type Group = 'live' | 'rest'
const GROUP_NUMBERS = { live: 0, rest: 1 } as const
const GROUPS: Readonly<Record<ShownStatus, Group>> = {
  pending: 'live',
  active: 'live',
  stopped: 'live',
  expired: 'rest',
  revoked: 'rest',
}

/** A row of a page before it is filled: which group it is in, its sort key, its id. */
type Place = { page_group: number; page_key: SortKey; page_id: string }

type Walk = {
  organizationId: OrganizationId
  query: TokenPageQuery
  search: Search | undefined
  order: Order
}

/** One page: places by a walk along one index, then everything that stands beside them, in one statement. */
export async function tokenPage(
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  query: TokenPageQuery,
  search: Search | undefined,
): Promise<StoredToken[]> {
  const order = orderOf(query.sort)
  const page = placesOf(db, { organizationId, query, search, order }).as('page')
  const direction = order.descending ? 'desc' : 'asc'
  const rows = await selectStored(db)
    .innerJoin(page, (join) => join.onRef('page.page_id', '=', 'token.id'))
    .orderBy('page.page_group', 'asc')
    .orderBy('page.page_key', direction)
    .orderBy('page.page_id', direction)
    .execute()
  return storedFrom(rows)
}

function placesOf(db: Kysely<Tables>, walk: Walk): AliasableExpression<Place> {
  const { sort, after, limit } = walk.query
  if (sort !== 'default') return walkAlong(db, walk, null, after)
  const [first, second] = groupsOf(walk.query)
  if (!first) return walkAlong(db, walk, 'rest', after)
  const start = after?.group === GROUP_NUMBERS[first] ? after : null
  if (!second) return walkAlong(db, walk, first, start)
  const both = db
    .selectFrom(walkAlong(db, walk, first, start).as('first'))
    .selectAll()
    .unionAll(db.selectFrom(walkAlong(db, walk, second, null).as('second')).selectAll())
  return db
    .selectFrom(both.as('both'))
    .selectAll()
    .orderBy('page_group', 'asc')
    .orderBy('page_key', 'desc')
    .orderBy('page_id', 'desc')
    .limit(limit)
}

/** The groups that can hold what is asked for, from the cursor's on. */
function groupsOf({ statuses, after }: TokenPageQuery): Group[] {
  const isWanted = (group: Group) => !statuses || statuses.some((shown) => GROUPS[shown] === group)
  return (['live', 'rest'] as const).filter(
    (group) => isWanted(group) && GROUP_NUMBERS[group] >= (after?.group ?? 0),
  )
}

function walkAlong(
  db: Kysely<Tables>,
  { organizationId, query, search, order }: Walk,
  group: Group | null,
  after: TokenCursor | null,
) {
  const byUse = order.column === 'token_use.last_used_at'
  const key: RawBuilder<SortKey> = sql.ref(order.column)
  const id: RawBuilder<string> = sql.ref(byUse ? 'token_use.token_id' : 'token.id')
  const direction = order.descending ? 'desc' : 'asc'
  let walk = db
    .selectFrom('token')
    .$if(byUse, (q) => q.innerJoin('token_use', 'token_use.token_id', 'token.id'))
    .where(meets(organizationId, query, search, byUse ? 'token_use.organization_id' : undefined))
    .select([sql.lit<number>(group ? GROUP_NUMBERS[group] : 0).as('page_group')])
    .select([key.as('page_key'), id.as('page_id')])
  if (group === 'live') walk = walk.where((eb) => unsteered(eb, isLive(eb, query.now)))
  if (group === 'rest') walk = walk.where((eb) => unsteered(eb, eb.not(isLive(eb, query.now))))
  if (after) walk = walk.where(isBehind(key, id, order, after))
  return walk.orderBy(key, direction).orderBy(id, direction).limit(query.limit)
}

function isBehind(key: RawBuilder<SortKey>, id: RawBuilder<string>, order: Order, after: TokenCursor) {
  const place = sql`(${order.keyOf(after.key)}, ${after.id})`
  return order.descending
    ? sql<boolean>`(${key}, ${id}) < ${place}`
    : sql<boolean>`(${key}, ${id}) > ${place}`
}

function orderOf(sort: TokenPageQuery['sort']): Order {
  if (sort === 'default') return orderOf('-createdAt')
  const descending = sort.startsWith('-')
  const order = ORDERS[descending ? sort.slice(1) : sort]
  if (!order) throw new TypeError(`no order is called ${sort}`)
  return { ...order, descending }
}

const numberOf = (key: CursorKey): number | null => (typeof key === 'number' ? key : null)
