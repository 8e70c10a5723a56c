import type { OrganizationId, ShownStatus } from '@keyward/contract'
import { type Expression, type ExpressionBuilder, expressionBuilder, type SqlBool } from 'kysely'
import type { TokenWhere, VisibleReach } from '../ports.ts'
import type { Tables } from './tables.ts'
import { startingWith, wordsOf } from './words.ts'

type Condition = Expression<SqlBool>
type Build = ExpressionBuilder<Tables, 'token'>

/** Whether a token neither is revoked nor has expired. */
export const isLive = (eb: Build, now: number): Condition =>
  eb.and([eb('token.status', '!=', 'revoked'), eb('token.expires_sort', '>', now)])

/** What a row of `token` must fulfil to be meant. */
export function meets(organizationId: OrganizationId, where: TokenWhere): Condition {
  const eb: Build = expressionBuilder<Tables, 'token'>()
  const conditions: Condition[] = [
    eb('token.organization_id', '=', organizationId),
    eb.or(where.visible.map((reach) => isWithin(eb, reach))),
  ]
  if (where.statuses)
    conditions.push(eb.or(where.statuses.map((status) => isShownAs(eb, organizationId, status, where.now))))
  if (where.access) conditions.push(isOneOf(eb, 'token.access_kind', where.access))
  if (where.ids) conditions.push(isOneOf(eb, 'token.id', where.ids))
  if (where.search?.trim()) conditions.push(isFound(eb, organizationId, where.search.trim()))
  return eb.and(conditions)
}

const isOneOf = (
  eb: Build,
  column: 'token.access_kind' | 'token.id',
  values: readonly string[],
): Condition => (values.length === 0 ? eb.lit(false) : eb(column, 'in', [...values]))

function isWithin(eb: Build, reach: VisibleReach): Condition {
  if (reach.reach === 'organization') return eb('token.owner_kind', '=', 'organization')
  if (reach.reach === 'mine') return eb('token.owner_member_id', '=', reach.memberId)
  const ofMembers = eb('token.owner_kind', '=', 'user')
  if (reach.exceptMemberId === null) return ofMembers
  return eb.and([ofMembers, eb('token.owner_member_id', '!=', reach.exceptMemberId)])
}

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

function isFound(eb: Build, organizationId: OrganizationId, search: string): Condition {
  const id = startingWith(search)
  const byId = eb.and([eb('token.id', '>=', id.from), eb('token.id', '<', id.to)])
  const words = wordsOf(search)
  if (words.length === 0) return byId
  const byName = words.map((word) => {
    const { from, to } = startingWith(word)
    return eb('token.id', 'in', (inner) =>
      inner
        .selectFrom('token_word')
        .select('token_word.token_id')
        .where('token_word.organization_id', '=', organizationId)
        .where('token_word.word', '>=', from)
        .where('token_word.word', '<', to),
    )
  })
  return eb.or([byId, eb.and(byName)])
}
