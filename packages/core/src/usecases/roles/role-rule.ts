import { KeywardError, type RoleRuleInput } from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import { decideRuleGrant } from '../../permission/grant.ts'
import { type GivenRule, NOTHING, type Rule } from '../../permission/rule.ts'
import type { Rights } from '../rights/rights.ts'
import { exceeds, settleScopes } from '../tokens/granting/grant-access.ts'

/** Spells a rule's wildcards out. @throws KeywardError `scope_unknown` */
export function settleRule(input: RoleRuleInput, index: CatalogueIndex, home: boolean): GivenRule {
  const { product, management } = input
  return {
    product: typeof product === 'string' ? product : settleScopes(product, index, home, 'rule.product'),
    management:
      typeof management === 'string' ? management : settleScopes(management, index, home, 'rule.management'),
    catalogueRevision: index.revision,
  }
}

/**
 * Nobody makes, widens or gives a role past their own rights, now or as the catalogue grows.
 * @throws KeywardError `scope_exceeds_rights`
 */
export function requireRuleHeld(
  rights: Rights,
  wanted: Rule,
  index: CatalogueIndex,
  path: string,
  before: Rule = NOTHING,
): void {
  const decided = decideRuleGrant(wanted, before, rights.rule, index, rights.organization.home)
  if (decided.allow) return
  if ('missing' in decided) throw exceeds(decided.missing, path)
  throw new KeywardError('scope_exceeds_rights', {
    detail: 'This would grow with the catalogue, and your own rights do not. List the permissions instead.',
    fields: [{ path: `${path}.${decided.following}`, message: 'not yours to grant for the future' }],
  })
}
