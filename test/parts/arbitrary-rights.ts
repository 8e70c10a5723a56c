import { type Access, type ApiInput, type Permission, permission, type RoleId } from '@keyward/contract'
import fc from 'fast-check'
import { type CatalogueIndex, indexOf } from '../../packages/core/src/catalogue/index-of.ts'
import type { EffectiveParts } from '../../packages/core/src/permission/effective.ts'
import { BUILT_IN_ROLES } from '../../packages/core/src/permission/roles.ts'
import type { Rule } from '../../packages/core/src/permission/rule.ts'
import { composeCatalogue } from '../../packages/core/test/compose-catalogue.ts'

const SLUGS = ['notes', 'mail']
const NAMES = ['a', 'b', 'c']

const action = fc.record({
  name: fc.constantFrom(...NAMES),
  label: fc.constant('An action'),
  access: fc.constantFrom('read' as const, 'write' as const),
})
const resource = fc.record({
  name: fc.constantFrom(...NAMES),
  label: fc.constant('A resource'),
  actions: fc.uniqueArray(action, { selector: ({ name }) => name, minLength: 1 }),
})
const api: fc.Arbitrary<ApiInput> = fc.record({
  slug: fc.constantFrom(...SLUGS),
  name: fc.constant('An API'),
  resources: fc.uniqueArray(resource, { selector: ({ name }) => name }),
})

const product = SLUGS.flatMap((slug) => NAMES.flatMap((r) => NAMES.map((a) => permission(slug, r, a))))
const management = [...indexOf(composeCatalogue([], 1)).management, permission('keyward', 'gone', 'read')]

const retired = fc.dictionary(fc.constantFrom<string>(...product), fc.nat({ max: 4 }), { maxKeys: 6 })

/** Small catalogues in which names meet often, and some of them are not what they were. */
export const anyIndex: fc.Arbitrary<CatalogueIndex> = fc
  .tuple(fc.uniqueArray(api, { selector: ({ slug }) => slug }), retired)
  .map(([apis, names]) => indexOf(composeCatalogue(apis, 1), names))

/** Permissions of both planes; not every catalogue has them. */
export const anyPermission: fc.Arbitrary<Permission> = fc.constantFrom(...product, ...management)

const list = fc.array(anyPermission, { maxLength: 30 })

/** Rules of every shape; lists may name what is gone, twice, or on the wrong plane. */
export const anyRule: fc.Arbitrary<Rule> = fc.record({
  product: fc.oneof(fc.constant('all' as const), fc.constant('read' as const), list),
  management: fc.oneof(fc.constant('all' as const), list),
})

/** Whether a rule, settled under a revision, holds a permission; said for one permission at a time. */
export function holds(
  rule: Rule,
  one: Permission,
  index: CatalogueIndex,
  home: boolean,
  settledUnder = Number.POSITIVE_INFINITY,
): boolean {
  if (!index.all.has(one)) return false
  if (one.startsWith('keyward/'))
    return (home || !index.homeOnly.has(one)) && (rule.management === 'all' || rule.management.includes(one))
  if (rule.product === 'all') return true
  if (rule.product === 'read') return index.accessOf(one) === 'read'
  return rule.product.includes(one) && index.stands(one, settledUnder)
}

const anyGivenRule = fc
  .tuple(anyRule, fc.nat({ max: 3 }))
  .map(([rule, catalogueRevision]) => ({ ...rule, catalogueRevision }))
const anyRoleRule = fc.oneof(
  fc.constantFrom(...BUILT_IN_ROLES.map(({ rule }) => rule), undefined),
  anyGivenRule,
)
const anyAccess: fc.Arbitrary<Access> = fc.oneof(
  fc.constant({ kind: 'read_only' as const }),
  fc.constant({ kind: 'full_access' as const }),
  fc.constant({ kind: 'role' as const, role: 'some' as RoleId }),
  fc.record({ kind: fc.constant('custom' as const), scopes: fc.array(anyPermission, { maxLength: 30 }) }),
)
const anyOwner: fc.Arbitrary<EffectiveParts['owner']> = fc.oneof(
  fc.constant({ kind: 'organization' as const }),
  fc.record({ kind: fc.constant('user' as const), active: fc.boolean(), role: anyRoleRule }),
)
/** Whatever may decide what a token may do. */
export const anyParts: fc.Arbitrary<EffectiveParts> = fc.record({
  access: anyAccess,
  accessRole: anyRoleRule,
  ceiling: fc.option(anyRule),
  catalogueRevision: fc.nat({ max: 3 }),
  owner: anyOwner,
})
