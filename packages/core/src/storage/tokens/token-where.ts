import type { MemberId, OrganizationId, RoleId, ShownStatus } from '@keyward/contract'
import { expressionBuilder, sql } from 'kysely'
import type { Mark, TokenWhere, VisibleReach } from '../../ports.ts'
import { slicesOf } from '../slices.ts'
import type { Tables } from '../tables.ts'
import { type Build, type Condition, isFound, type Search } from './token-search.ts'

/** Ids in one statement: no engine takes many more parameters. */
const MOST_IDS = 10_000

/** The same question in parts, each about no more ids than a statement takes, in the order of the ids. */
export function inParts(where: TokenWhere): TokenWhere[] {
  if (!where.ids || where.ids.length <= MOST_IDS) return [where]
  return slicesOf([...where.ids].sort(), MOST_IDS).map((ids) => ({ ...where, ids }))
}

/** Whether a token neither is revoked nor has expired. */
export const isLive = (eb: Build, now: number): Condition =>
  eb.and([eb('token.status', '!=', 'revoked'), eb('token.expires_sort', '>', now)])

/** What a row of `token` in this organisation must fulfil to be meant. `column` is where the walk reads the organisation. */
export function meets(
  organizationId: OrganizationId,
  where: TokenWhere,
  search: Search | undefined,
  column: 'token.organization_id' | 'token_use.organization_id' = 'token.organization_id',
): Condition {
  const eb: Build = expressionBuilder<Tables, 'token'>()
  const within: Condition = eb(sql.ref(column), '=', organizationId)
  const filters = filtersOf(eb, organizationId, where)
  const few = fewOf(eb, organizationId, where, search)
  // Few rows are fetched one by one; where there are many, the walk stays on the index of its order.
  if (few.length > 0) return eb.and([...few, unsteered(eb, eb.and([within, ...filters]))])
  if (search) filters.push(isFound(eb, organizationId, search))
  return filters.length === 0 ? within : eb.and([within, unsteered(eb, eb.and(filters))])
}

/** The conditions that leave so few rows that an index on them is the best way in. */
function fewOf(
  eb: Build,
  organizationId: OrganizationId,
  { ids, visible, accessRole, member, batch }: TokenWhere,
  search: Search | undefined,
): Condition[] {
  const [only, ...others] = visible
  const few: Condition[] = []
  if (accessRole !== undefined)
    few.push(
      eb.and([eb('token.organization_id', '=', organizationId), eb('token.access_role', '=', accessRole)]),
    )
  if (member !== undefined) few.push(isOf(eb, organizationId, member))
  if (batch !== undefined)
    few.push(eb.and([eb('token.organization_id', '=', organizationId), eb('token.batch_id', '=', batch)]))
  // No token has an empty id.
  if (ids) few.push(eb('token.id', 'in', ids.length > 0 ? [...ids] : ['']))
  if (search && search.kind !== 'many') few.push(isFound(eb, organizationId, search))
  if (only?.reach === 'mine' && others.length === 0) few.push(isWithin(eb, only))
  return few
}

function filtersOf(
  eb: Build,
  organizationId: OrganizationId,
  { visible, statuses, access, role, mark, now }: TokenWhere,
) {
  const filters: Condition[] = []
  if (!isEverything(visible)) filters.push(eb.or(visible.map((reach) => isWithin(eb, reach))))
  if (statuses) filters.push(eb.or(statuses.map((shown) => isShownAs(eb, organizationId, shown, now))))
  if (access) filters.push(access.length > 0 ? eb('token.access_kind', 'in', [...access]) : eb.lit(false))
  if (role !== undefined) filters.push(hasRole(eb, organizationId, role))
  if (mark) filters.push(isMarked(eb, organizationId, mark, now))
  return filters
}

/** The same condition, hidden from the planner, which would take it for more selective than it is. */
export const unsteered = (eb: Build, condition: Condition): Condition =>
  eb(eb.case().when(condition).then(eb.lit(1)).else(eb.lit(0)).end(), '=', eb.lit(1))

/** Whether the reaches together leave nothing out. */
function isEverything(visible: readonly VisibleReach[]): boolean {
  const own = visible.find((reach) => reach.reach === 'mine')
  const members = visible.find((reach) => reach.reach === 'members')
  const allMembers = members && (members.exceptMemberId === null || members.exceptMemberId === own?.memberId)
  return allMembers === true && visible.some((reach) => reach.reach === 'organization')
}

function isWithin(eb: Build, reach: VisibleReach): Condition {
  if (reach.reach === 'organization') return eb('token.owner_kind', '=', 'organization')
  if (reach.reach === 'mine') return eb('token.owner_member_id', '=', reach.memberId)
  const ofMembers = eb('token.owner_kind', '=', 'user')
  if (reach.exceptMemberId === null) return ofMembers
  return eb.and([ofMembers, eb('token.owner_member_id', '!=', reach.exceptMemberId)])
}

function hasRole(eb: Build, organizationId: OrganizationId, role: RoleId): Condition {
  const ofMembers = eb('token.owner_member_id', 'in', (inner) =>
    inner
      .selectFrom('member')
      .select('member.id')
      .where('member.organization_id', '=', organizationId)
      .where('member.role', '=', role),
  )
  return eb.or([eb('token.access_role', '=', role), ofMembers])
}

/** Whether a member owns a token, or made it. */
function isOf(eb: Build, organizationId: OrganizationId, member: MemberId): Condition {
  const made = eb.and([
    eb('token.organization_id', '=', organizationId),
    eb('token.created_by_id', '=', member),
    eb('token.created_by_kind', '=', 'member'),
  ])
  return eb.or([eb('token.owner_member_id', '=', member), made])
}

function isMarked(eb: Build, organizationId: OrganizationId, mark: Mark, now: number): Condition {
  if (mark.kind === 'ending') return eb.and([isLive(eb, now), eb('token.expires_sort', '<', mark.before)])
  if (mark.kind === 'unused') return eb.and([isLive(eb, now), eb('token.id', 'in', unused(organizationId))])
  return eb.exists(
    eb
      .selectFrom('token_refusal')
      .select('token_refusal.token_id')
      .whereRef('token_refusal.token_id', '=', 'token.id')
      .where('token_refusal.at', '>=', mark.since),
  )
}

const unused = (organizationId: OrganizationId) =>
  expressionBuilder<Tables>()
    .selectFrom('token_use')
    .select('token_use.token_id')
    .where('token_use.organization_id', '=', organizationId)
    .where('token_use.last_used_at', '=', 0)

/** The same table as `lifecycle/shown-status.ts`, for the database to apply. */
function isShownAs(eb: Build, organizationId: OrganizationId, status: ShownStatus, now: number): Condition {
  const unexpired = eb('token.expires_sort', '>', now)
  const isActive = eb.and([eb('token.status', '=', 'active'), unexpired])
  const ownerInactive = eb('token.owner_member_id', 'in', (inner) =>
    inner
      .selectFrom('member')
      .select('member.id')
      .where('member.organization_id', '=', organizationId)
      .where('member.active', '=', 0),
  )
  const ownerStands = eb.or([eb('token.owner_kind', '=', 'organization'), eb.not(ownerInactive)])
  switch (status) {
    case 'revoked':
      return eb('token.status', '=', 'revoked')
    case 'expired':
      return eb.and([eb('token.status', '!=', 'revoked'), eb('token.expires_sort', '<=', now)])
    case 'pending':
      return eb.and([eb('token.status', '=', 'pending'), unexpired])
    case 'stopped':
      return eb.and([isActive, ownerInactive])
    case 'active':
      return eb.and([isActive, ownerStands])
  }
}
