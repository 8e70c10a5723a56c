import type { Permission } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { effectivePermissions } from '../permission/effective.ts'
import { partsOf } from '../token/parts.ts'
import type { TokenFacts } from '../token/record.ts'

/** Says whether a token may do more, or live longer, than it might before. */
export function widens(before: TokenFacts, after: TokenFacts, index: CatalogueIndex): boolean {
  if (outlives(after.token.expiresAt, before.token.expiresAt)) return true
  const held = permissionsOf(before, index)
  return [...permissionsOf(after, index)].some((each) => !held.has(each))
}

const outlives = (after: number | null, before: number | null): boolean =>
  before !== null && (after === null || after > before)

const permissionsOf = (facts: TokenFacts, index: CatalogueIndex): ReadonlySet<Permission> =>
  effectivePermissions(partsOf(facts), index, facts.organization.home)
