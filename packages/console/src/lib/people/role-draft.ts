import {
  isManagement,
  type Permission,
  type Role,
  type RoleRule,
  type RoleRuleInput,
  type ScopePattern,
} from '@keyward/contract'
import { normalizeName } from '../names.ts'

/** A rule as the form holds it: what was ticked stays while a wider choice is looked at. */
export type RoleDraft = {
  name: string
  description: string
  product: 'all' | 'read' | 'list'
  management: 'all' | 'list'
  ticked: readonly Permission[]
}

export const EMPTY_ROLE: RoleDraft = {
  name: '',
  description: '',
  product: 'list',
  management: 'list',
  ticked: [],
}

export const draftOfRole = ({ name, description, rule, permissions }: Role): RoleDraft => ({
  name,
  description,
  product: typeof rule.product === 'string' ? rule.product : 'list',
  management: typeof rule.management === 'string' ? rule.management : 'list',
  ticked: permissions,
})

/** The rule to send. */
export function toRule({ product, management, ticked }: RoleDraft): RoleRuleInput {
  const patterns = ticked as readonly string[] as ScopePattern[]
  return {
    product: product === 'list' ? patterns.filter((each) => !isManagement(each)) : product,
    management: management === 'list' ? patterns.filter((each) => isManagement(each)) : management,
  }
}

/** Whether two rules allow the same, now and as the catalogue grows. */
export const sameRule = (a: RoleRuleInput | RoleRule, b: RoleRuleInput | RoleRule): boolean =>
  samePart(a.product, b.product) && samePart(a.management, b.management)

type Part = string | readonly string[]

function samePart(a: Part, b: Part): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return a.length === b.length && a.every((each) => b.includes(each))
}

/** Only what differs from the role as it stands. */
export function toRoleChange(draft: RoleDraft, role: Role) {
  const rule = toRule(draft)
  return {
    ...(normalizeName(draft.name) !== role.name && { name: draft.name }),
    ...(draft.description.normalize('NFC').trim() !== role.description && { description: draft.description }),
    ...(!sameRule(rule, role.rule) && { rule }),
  }
}
