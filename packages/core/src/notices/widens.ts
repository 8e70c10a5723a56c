import type { Permission } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { effectivePermissions } from '../permission/effective.ts'
import type { TokenFacts } from '../token/record.ts'

/** Says whether a token may do more, or live longer, than it might before. */
export function widens(before: TokenFacts, after: TokenFacts, index: CatalogueIndex): boolean {
  if (outlives(after.token.expiresAt, before.token.expiresAt)) return true
  const held = permissionsOf(before, index)
  return [...permissionsOf(after, index)].some((each) => !held.has(each))
}

const outlives = (after: number | null, before: number | null): boolean =>
  before !== null && (after === null || after > before)

function permissionsOf(
  { token, owner, organization }: TokenFacts,
  index: CatalogueIndex,
): ReadonlySet<Permission> {
  const held = {
    ...token,
    owner: owner ? ({ kind: 'user', ...owner } as const) : ({ kind: 'organization' } as const),
  }
  return effectivePermissions(held, index, organization.home)
}
