import { type Access, isManagement, type Permission, type RoleId } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { expandRule } from './expand.ts'
import { roleRule } from './roles.ts'
import { EVERYTHING, type Rule } from './rule.ts'

const NOTHING: Rule = { product: [], management: [] }

/** Everything that decides what a token may do. */
export type EffectiveParts = {
  access: Access
  /** What the minter could grant; null: no bound beyond the owner's. */
  ceiling: Rule | null
  /** The catalogue's revision at which both were settled: what they name means what it meant then. */
  catalogueRevision: number
  /** The owner as they are now. */
  owner: { kind: 'organization' } | { kind: 'user'; active: boolean; role: RoleId }
}

/** What a token may do: its access, under its ceiling, within what its owner holds now. */
export function effectiveRule(
  { access, ceiling, catalogueRevision, owner }: EffectiveParts,
  index: CatalogueIndex,
): Rule {
  const given = standing(accessRule(access), catalogueRevision, index)
  const underCeiling = intersectRules(given, standing(ceiling ?? EVERYTHING, catalogueRevision, index), index)
  return intersectRules(underCeiling, ownerRule(owner), index)
}

/** What is left of a rule of before: a name that was retired since holds nothing, also when it has returned. */
export function standing(rule: Rule, catalogueRevision: number, index: CatalogueIndex): Rule {
  const { product } = rule
  if (typeof product === 'string') return rule
  return { ...rule, product: product.filter((each) => index.stands(each, catalogueRevision)) }
}

/** The same, spelt out under one catalogue. */
export const effectivePermissions = (
  parts: EffectiveParts,
  index: CatalogueIndex,
  home: boolean,
): ReadonlySet<Permission> => expandRule(effectiveRule(parts, index), index, home)

/** What an access asks for. `read_only` and `full_access` stay on the product's plane. */
export function accessRule(access: Access): Rule {
  if (access.kind === 'read_only') return { product: 'read', management: [] }
  if (access.kind === 'full_access') return { product: 'all', management: [] }
  if (access.kind === 'role') return roleRule(access.role) ?? NOTHING
  return {
    product: access.scopes.filter((scope) => !isManagement(scope)),
    management: access.scopes.filter(isManagement),
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

function ownerRule(owner: EffectiveParts['owner']): Rule {
  if (owner.kind === 'organization') return EVERYTHING
  return (owner.active ? roleRule(owner.role) : undefined) ?? NOTHING
}
