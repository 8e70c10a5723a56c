import { type Permission, type ScopePattern, splitPermission } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import type { Rule } from './rule.ts'

const spelt = new WeakMap<CatalogueIndex, Map<string, ReadonlySet<Permission>>>()

/**
 * Spells a rule out under one catalogue. `home`: whether it is held in the home organisation. What follows the catalogue
 * is long and shared by all who hold it: a hundred thousand tokens in memory share one set.
 */
export function expandRule(rule: Rule, index: CatalogueIndex, home: boolean): ReadonlySet<Permission> {
  if (typeof rule.product !== 'string') return spellOut(rule, index, home)
  const known = spelt.get(index) ?? new Map<string, ReadonlySet<Permission>>()
  spelt.set(index, known)
  const key = `${rule.product} ${home} ${rule.management}`
  const found = known.get(key) ?? spellOut(rule, index, home)
  known.set(key, found)
  return found
}

function spellOut(rule: Rule, index: CatalogueIndex, home: boolean): ReadonlySet<Permission> {
  const management = grantableManagement(index, home)
  return new Set([...expandProduct(rule.product, index), ...expandManagement(rule.management, management)])
}

function expandProduct(product: Rule['product'], index: CatalogueIndex): readonly Permission[] {
  if (product === 'all') return index.product
  if (product === 'read') return index.productRead
  const listed = new Set(product)
  return index.product.filter((each) => listed.has(each))
}

function expandManagement(
  management: Rule['management'],
  grantable: readonly Permission[],
): readonly Permission[] {
  if (management === 'all') return grantable
  const listed = new Set(management)
  return grantable.filter((each) => listed.has(each))
}

/**
 * Spells patterns out, sorted and each permission once; a pattern that names nothing here makes it fail.
 * Linear in patterns and catalogue together, so that thousands of wildcards cost no more than one.
 */
export function expandPatterns(
  patterns: readonly (ScopePattern | Permission)[],
  index: CatalogueIndex,
  home: boolean,
): { permissions: Permission[] } | { unknown: string[] } {
  const named = new Map<string, Permission[]>()
  for (const each of [...index.product, ...grantableManagement(index, home)])
    for (const pattern of patternsOf(each)) {
      const permissions = named.get(pattern)
      if (permissions) permissions.push(each)
      else named.set(pattern, [each])
    }
  const distinct = [...new Set<string>(patterns)]
  const unknown = distinct.filter((pattern) => !named.has(pattern))
  if (unknown.length > 0) return { unknown }
  return { permissions: [...new Set(distinct.flatMap((pattern) => named.get(pattern) ?? []))].sort() }
}

/** The four ways to name a permission. */
function patternsOf(each: Permission): string[] {
  const [api, resource, action] = splitPermission(each)
  return [each, `${api}/${resource}:*`, `${api}/*:${action}`, `${api}/*:*`]
}

const grantableManagement = (index: CatalogueIndex, home: boolean): readonly Permission[] =>
  home ? index.management : index.management.filter((each) => !index.homeOnly.has(each))
