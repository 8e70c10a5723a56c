import type { Permission } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { expandRule } from './expand.ts'
import type { Rule } from './rule.ts'

export type GrantDecision = { allow: true } | { allow: false; missing: Permission[] }

/** Nobody hands on what they do not hold: answers what is missing, sorted. */
export function decideGrant(wanted: ReadonlySet<Permission>, held: ReadonlySet<Permission>): GrantDecision {
  const missing = [...wanted].filter((each) => !held.has(each)).sort()
  return missing.length === 0 ? { allow: true } : { allow: false, missing }
}

/** `following`: a rule that follows the catalogue, wanted by somebody who only holds what it means today. */
export type RuleGrantDecision = GrantDecision | { allow: false; following: 'product' | 'management' }

/**
 * The same for a rule that no ceiling will bound: neither today nor as the catalogue grows may it hold more than its
 * giver, save for what it held `before`.
 */
export function decideRuleGrant(
  wanted: Rule,
  before: Rule,
  held: Rule,
  index: CatalogueIndex,
  home: boolean,
): RuleGrantDecision {
  const has = new Set([...expandRule(before, index, home), ...expandRule(held, index, home)])
  const decided = decideGrant(expandRule(wanted, index, home), has)
  if (!decided.allow) return decided
  if (!follows(wanted.product, [before.product, held.product])) return { allow: false, following: 'product' }
  if (!follows(wanted.management, [before.management, held.management]))
    return { allow: false, following: 'management' }
  return { allow: true }
}

const REACH = { all: 2, read: 1 } as const
const reachOf = (plane: Rule['product']): number => (typeof plane === 'string' ? REACH[plane] : 0)

/** Whether one of these grows wherever the wanted one grows. */
const follows = (wanted: Rule['product'], held: readonly Rule['product'][]): boolean =>
  held.some((plane) => reachOf(plane) >= reachOf(wanted))
