import { type Access, isManagement, type Permission } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { expandRule } from './expand.ts'
import { EVERYTHING, type GivenRule, NOTHING, type Rule } from './rule.ts'

/** Everything that decides what a token may do. */
export type EffectiveParts = {
  access: Access
  /** What the role of the access allows now; undefined where it is no role, or one that is gone. */
  accessRole: GivenRule | undefined
  /** What the minter could grant; null: no bound beyond the owner's. */
  ceiling: Rule | null
  /** The catalogue's revision at which both were settled: what they name means what it meant then. */
  catalogueRevision: number
  /** The owner as they are now. */
  owner: { kind: 'organization' } | { kind: 'user'; active: boolean; role: GivenRule | undefined }
}

/** What a token may do: its access, under its ceiling, within what its owner holds now. */
export function effectiveRule(parts: EffectiveParts, index: CatalogueIndex): Rule {
  const { ceiling, catalogueRevision, owner } = parts
  const bound = standing({ ...(ceiling ?? EVERYTHING), catalogueRevision }, index)
  const underCeiling = intersectRules(standing(accessRule(parts), index), bound, index)
  return intersectRules(underCeiling, ownerRule(owner, index), index)
}

/** What is left of a rule that was given before: a name that was retired since holds nothing, also when it has returned. */
export function standing(given: GivenRule | undefined, index: CatalogueIndex): Rule {
  const { product, management, catalogueRevision } = given ?? { ...NOTHING, catalogueRevision: 0 }
  if (typeof product === 'string') return { product, management }
  return { product: product.filter((each) => index.stands(each, catalogueRevision)), management }
}

/** The same, spelt out under one catalogue. */
export const effectivePermissions = (
  parts: EffectiveParts,
  index: CatalogueIndex,
  home: boolean,
): ReadonlySet<Permission> => expandRule(effectiveRule(parts, index), index, home)

/** What an access asks for. `read_only` and `full_access` stay on the product's plane. */
export function accessRule({
  access,
  accessRole,
  catalogueRevision,
}: Pick<EffectiveParts, 'access' | 'accessRole' | 'catalogueRevision'>): GivenRule | undefined {
  if (access.kind === 'role') return accessRole
  if (access.kind === 'read_only') return { product: 'read', management: [], catalogueRevision }
  if (access.kind === 'full_access') return { product: 'all', management: [], catalogueRevision }
  return {
    product: access.scopes.filter((scope) => !isManagement(scope)),
    management: access.scopes.filter(isManagement),
    catalogueRevision,
  }
}

/** What two rules both allow; exact under the catalogue given. */
export const intersectRules = (a: Rule, b: Rule, index: CatalogueIndex): Rule => ({
  product: intersectProduct(a.product, b.product, index),
  management: intersectManagement(a.management, b.management),
})

function intersectProduct(a: Rule['product'], b: Rule['product'], index: CatalogueIndex): Rule['product'] {
  if (a === 'all') return b
  if (b === 'all') return a
  if (a === 'read') return b === 'read' ? 'read' : readOf(b, index)
  if (b === 'read') return readOf(a, index)
  return both(a, b)
}

function intersectManagement(a: Rule['management'], b: Rule['management']): Rule['management'] {
  if (a === 'all') return b
  if (b === 'all') return a
  return both(a, b)
}

const readOf = (list: readonly Permission[], index: CatalogueIndex): readonly Permission[] =>
  list.filter((each) => index.accessOf(each) === 'read')

function both(a: readonly Permission[], b: readonly Permission[]): readonly Permission[] {
  const second = new Set(b)
  return a.filter((each) => second.has(each))
}

export function ownerRule(owner: EffectiveParts['owner'], index: CatalogueIndex): Rule {
  if (owner.kind === 'organization') return EVERYTHING
  return owner.active ? standing(owner.role, index) : NOTHING
}
