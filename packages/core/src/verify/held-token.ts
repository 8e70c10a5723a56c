import type { Caller, Permission, RoleId } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import type { Limits } from '../limits/account.ts'
import { compileAddresses } from '../limits/addresses.ts'
import { warnFrom } from '../notices/expiry.ts'
import { effectivePermissions } from '../permission/effective.ts'
import { builtInRole } from '../permission/roles.ts'
import type { Conditions } from '../token/conditions.ts'
import { partsOf } from '../token/parts.ts'
import type { SecretRecord, TokenFacts } from '../token/record.ts'
import type { HeldToken } from './decide.ts'

/** Works out, once for each fill, all that later decisions need of a token. */
export function holdToken(facts: TokenFacts, secret: SecretRecord, index: CatalogueIndex): HeldToken {
  const { token, organization, owner } = facts
  const permissions = effectivePermissions(partsOf(facts), index, organization.home)
  const caller = callerOf(facts)
  return {
    tokenId: token.id,
    organizationId: token.organizationId,
    roles: rolesOf(facts),
    status: token.status,
    notBefore: token.conditions.notBefore,
    expiresAt: token.expiresAt,
    valueStopsAt: secret.notAfter,
    version: secret.version,
    twoValuesUntil: Math.max(0, ...facts.secrets.map(({ notAfter }) => notAfter ?? 0)),
    ownerActive: token.owner.kind === 'organization' || owner?.active === true,
    addresses: token.conditions.addresses && compileAddresses(token.conditions.addresses),
    permissions,
    limits: limitsOf(token.conditions),
    caller,
    allowed: Object.freeze({ valid: true, caller, permissions: listOf(permissions) }),
  }
}

const limitsOf = ({ rateLimit, usageCap }: Conditions): Limits | null =>
  rateLimit || usageCap ? { rateLimit, usageCap } : null

/** The roles whose change makes it stale: those that every organisation has never change. */
function rolesOf({ token, owner }: TokenFacts): RoleId[] {
  const named = [token.access.kind === 'role' ? token.access.role : undefined, owner?.role]
  return named.flatMap((role) => (role === undefined || builtInRole(role) ? [] : [role]))
}

const instantOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString())

const lists = new WeakMap<ReadonlySet<Permission>, readonly Permission[]>()

/** A set in order, made once for each set: tokens that follow the catalogue share both. */
function listOf(permissions: ReadonlySet<Permission>): readonly Permission[] {
  const list = lists.get(permissions) ?? Object.freeze([...permissions].sort())
  lists.set(permissions, list)
  return list
}

function callerOf({ token, organization, owner }: TokenFacts): Caller {
  return Object.freeze({
    tokenId: token.id,
    tokenName: token.name,
    organization: Object.freeze({
      id: organization.id,
      externalId: organization.externalId,
      name: organization.name,
    }),
    owner: Object.freeze(
      owner
        ? {
            kind: 'user',
            memberId: owner.id,
            externalId: owner.externalId,
            name: owner.name,
            email: owner.email,
          }
        : { kind: 'organization' },
    ),
    expiresAt: instantOrNull(token.expiresAt),
    warnFrom: instantOrNull(warnFrom(token.expiresAt, token.createdAt)),
  })
}
