import {
  type Access,
  type AccessInput,
  KeywardError,
  type Permission,
  type ScopePattern,
} from '@keyward/contract'
import type { CatalogueIndex } from '../../../catalogue/index-of.ts'
import { accessRule, effectivePermissions, standing } from '../../../permission/effective.ts'
import { expandPatterns, expandRule } from '../../../permission/expand.ts'
import { decideGrant } from '../../../permission/grant.ts'
import { OWNER_ROLE } from '../../../permission/roles.ts'
import type { GivenRule } from '../../../permission/rule.ts'
import type { StoredToken } from '../../../ports.ts'
import { partsOf } from '../../../token/parts.ts'
import type { OwnerRef } from '../../../token/record.ts'
import type { Change } from '../../change/change.ts'
import type { Rights } from '../../rights/rights.ts'
import { requireRule } from '../../rights/rule-of.ts'

/**
 * Settles what a new or edited token may carry: wildcards expanded, nothing past what its maker holds.
 * @throws KeywardError `scope_unknown`, `role_unknown`, `scope_exceeds_rights`
 */
export async function grantAccess(
  { writes, rights, index }: Change,
  input: AccessInput,
  owner: OwnerRef,
): Promise<{ access: Access; role: GivenRule | undefined }> {
  const { home, id } = rights.organization
  if (input.kind === 'role' && input.role === OWNER_ROLE)
    throw new KeywardError('scope_exceeds_rights', {
      detail: 'Owner is a role for people. Give the token the role Admin.',
    })
  const role =
    input.kind === 'role' ? await requireRule(writes.roles, id, input.role, 'access.role') : undefined
  const access = settleAccess(input, index, home)
  // One's own read-only token reads what its owner may read: the name alone is enough for everybody.
  const clamped = access.kind === 'read_only' && owner.kind === 'user' && rights.token === null
  const asked = accessRule({ access, accessRole: role, catalogueRevision: index.revision })
  if (!clamped) requireHeld(rights, expandRule(standing(asked, index), index, home))
  return { access, role }
}

/**
 * Lets somebody bring a token (back) to life only if they hold everything that it can do.
 * @throws KeywardError `scope_exceeds_rights`
 */
export function requireCoverage(rights: Rights, stored: StoredToken, index: CatalogueIndex): void {
  const { access } = stored.token
  if (access.kind === 'role' && !stored.roles.access)
    throw new KeywardError('role_unknown', { detail: 'The role of this API token is deleted.' })
  requireHeld(rights, effectivePermissions(partsOf(stored), index, rights.organization.home))
}

function settleAccess(input: AccessInput, index: CatalogueIndex, home: boolean): Access {
  if (input.kind !== 'custom') return input
  return { kind: 'custom', scopes: settleScopes(input.scopes, index, home, 'access.scopes') }
}

/** @throws KeywardError `scope_unknown` */
export function settleScopes(
  scopes: readonly ScopePattern[],
  index: CatalogueIndex,
  home: boolean,
  path: string,
): Permission[] {
  const expanded = expandPatterns(scopes, index, home)
  if ('permissions' in expanded) return expanded.permissions
  throw new KeywardError('scope_unknown', {
    detail: `The catalogue does not hold ${expanded.unknown.slice(0, 5).join(', ')}.`,
    fields: expanded.unknown.map((scope) => ({ path, message: `unknown: ${scope}` })),
  })
}

function requireHeld(rights: Rights, wanted: ReadonlySet<Permission>): void {
  const grant = decideGrant(wanted, rights.permissions)
  if (!grant.allow) throw exceeds(grant.missing, 'access')
}

/** Nobody grants more than they hold: the error that names what they lack. */
export const exceeds = (missing: readonly Permission[], path: string): KeywardError =>
  new KeywardError('scope_exceeds_rights', {
    detail: `You do not hold ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}.`,
    fields: missing.slice(0, 50).map((scope) => ({ path, message: `not yours to grant: ${scope}` })),
  })
