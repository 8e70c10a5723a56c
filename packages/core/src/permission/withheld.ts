import type { Permission, RightsBound, WithheldPermission } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { accessRule, type EffectiveParts, ownerRule, standing } from './effective.ts'
import { expandRule } from './expand.ts'
import { EVERYTHING, type Rule } from './rule.ts'

export type Withheld = {
  /** What does not allow a permission, each bound by itself; none where the token holds it. */
  by(wanted: Permission): RightsBound[]
  /** What the access names and the token does not hold, in order. */
  named: readonly WithheldPermission[]
}

/** Tells for each permission what keeps a token from it: the same bounds as `effectiveRule`, one by one. */
export function findWithheld(parts: EffectiveParts, index: CatalogueIndex, home: boolean): Withheld {
  const { ceiling, catalogueRevision, owner } = parts
  const allowedBy = (rule: Rule) => expandRule(rule, index, home)
  const access = allowedBy(standing(accessRule(parts), index))
  const bounds: readonly [RightsBound, ReadonlySet<Permission>][] = [
    ['catalogue', allowedBy(EVERYTHING)],
    ['access', access],
    ['ceiling', allowedBy(standing({ ...(ceiling ?? EVERYTHING), catalogueRevision }, index))],
    ['owner', allowedBy(ownerRule(owner, index))],
  ]
  const by = (wanted: Permission): RightsBound[] => {
    const withholding = bounds.flatMap(([bound, allowed]) => (allowed.has(wanted) ? [] : [bound]))
    return withholding[0] === 'catalogue' ? ['catalogue'] : withholding
  }
  const scopes = parts.access.kind === 'custom' ? parts.access.scopes : []
  const named = [...new Set([...access, ...scopes])].sort()
  return {
    by,
    named: named.flatMap((permission) => {
      const bound = by(permission)
      return bound.length > 0 ? [{ permission, by: bound }] : []
    }),
  }
}
