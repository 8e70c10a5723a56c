import type { Permission } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { effectivePermissions } from '../permission/effective.ts'
import type { Conditions } from '../token/conditions.ts'
import { partsOf } from '../token/parts.ts'
import type { TokenFacts } from '../token/record.ts'

/** Says whether a token may do more, live longer, or be used where or as often as it might not before. */
export function widens(before: TokenFacts, after: TokenFacts, index: CatalogueIndex): boolean {
  if (raised(before.token.expiresAt, after.token.expiresAt)) return true
  if (loosens(before.token.conditions, after.token.conditions)) return true
  const held = permissionsOf(before, index)
  return [...permissionsOf(after, index)].some((each) => !held.has(each))
}

/** Whether any condition admits what it did not: one that reads differently counts, unless it can be seen to narrow. */
function loosens(before: Conditions, after: Conditions): boolean {
  return (
    raised(-(before.notBefore ?? Number.NEGATIVE_INFINITY), -(after.notBefore ?? Number.NEGATIVE_INFINITY)) ||
    (before.addresses !== null &&
      (after.addresses ?? ['any']).some((each) => !before.addresses?.includes(each))) ||
    raised(perSecond(before), perSecond(after)) ||
    raised(before.usageCap?.limit ?? null, after.usageCap?.limit ?? null)
  )
}

const perSecond = ({ rateLimit }: Conditions): number | null =>
  rateLimit && rateLimit.limit / rateLimit.windowSeconds

/** Null is without bound. */
const raised = (before: number | null, after: number | null): boolean =>
  before !== null && (after === null || after > before)

const permissionsOf = (facts: TokenFacts, index: CatalogueIndex): ReadonlySet<Permission> =>
  effectivePermissions(partsOf(facts), index, facts.organization.home)
