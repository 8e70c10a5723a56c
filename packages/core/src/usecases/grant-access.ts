import { type Access, type AccessInput, KeywardError, type Permission } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { accessRule, effectivePermissions } from '../permission/effective.ts'
import { expandPatterns, expandRule } from '../permission/expand.ts'
import { decideGrant } from '../permission/grant.ts'
import { roleRule } from '../permission/roles.ts'
import type { StoredToken } from '../ports.ts'
import { ownerFacts, type Rights } from './rights.ts'

/**
 * Settles what a new or edited token may carry: wildcards expanded, nothing past what its maker holds.
 * @throws KeywardError `scope_unknown`, `role_unknown`, `scope_exceeds_rights`
 */
export function grantAccess(rights: Rights, input: AccessInput, index: CatalogueIndex): Access {
  const access = settleAccess(input, index, rights.organization.home)
  requireHeld(rights, expandRule(accessRule(access), index, rights.organization.home))
  return access
}

/**
 * Lets somebody bring a token (back) to life only if they hold everything that it can do.
 * @throws KeywardError `scope_exceeds_rights`
 */
export function requireCoverage(rights: Rights, stored: StoredToken, index: CatalogueIndex): void {
  const held = { ...stored.token, owner: ownerFacts(stored.owner) }
  const carried = effectivePermissions(held, index, rights.organization.home)
  requireHeld(rights, carried)
}

function settleAccess(input: AccessInput, index: CatalogueIndex, home: boolean): Access {
  if (input.kind === 'role') {
    if (!roleRule(input.role))
      throw new KeywardError('role_unknown', {
        fields: [{ path: 'access.role', message: `no role "${input.role}"` }],
      })
    return input
  }
  if (input.kind !== 'custom') return input
  const expanded = expandPatterns(input.scopes, index, home)
  if ('unknown' in expanded)
    throw new KeywardError('scope_unknown', {
      detail: `The catalogue does not hold ${expanded.unknown.slice(0, 5).join(', ')}.`,
      fields: expanded.unknown.map((scope) => ({ path: 'access.scopes', message: `unknown: ${scope}` })),
    })
  return { kind: 'custom', scopes: expanded.permissions }
}

function requireHeld(rights: Rights, wanted: ReadonlySet<Permission>): void {
  const grant = decideGrant(wanted, rights.permissions)
  if (grant.allow) return
  throw new KeywardError('scope_exceeds_rights', {
    detail: `You do not hold ${grant.missing.slice(0, 5).join(', ')}${grant.missing.length > 5 ? ` and ${grant.missing.length - 5} more` : ''}.`,
    fields: grant.missing
      .slice(0, 50)
      .map((scope) => ({ path: 'access', message: `not yours to grant: ${scope}` })),
  })
}
