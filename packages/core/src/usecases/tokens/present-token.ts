import type { ListedToken, Permission, Token } from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import { decideMove } from '../../lifecycle/moves.ts'
import { shownStatus } from '../../lifecycle/shown-status.ts'
import { type Leftover, NOTHING_UNSPENT } from '../../limits/account.ts'
import type { MemberRecord } from '../../people/record.ts'
import { effectivePermissions } from '../../permission/effective.ts'
import type { StoredToken } from '../../ports.ts'
import type { Conditions } from '../../token/conditions.ts'
import { maskOf } from '../../token/mask.ts'
import { partsOf } from '../../token/parts.ts'
import type { SecretRecord, TokenRecord } from '../../token/record.ts'
import { instant, instantOrNull } from '../instant.ts'

/** A stored token as every surface shows it; `unspent` calls are reserved here and not made. */
export const presentToken = (
  stored: StoredToken,
  index: CatalogueIndex,
  now: number,
  unspent: Leftover = NOTHING_UNSPENT,
): Token => ({
  ...presentFacts(stored, now, unspent),
  access: presentAccess(stored.token, index),
  permissions: [...permissionsOf(stored, index)].sort(),
})

/** The same as a list shows it. */
export function presentListed(
  stored: StoredToken,
  index: CatalogueIndex,
  now: number,
  unspent: Leftover,
): ListedToken {
  const access = presentAccess(stored.token, index)
  return {
    ...presentFacts(stored, now, unspent),
    access: access.kind === 'custom' ? { kind: 'custom', scopeCount: access.scopes.length } : access,
    permissionCount: permissionsOf(stored, index).size,
  }
}

const permissionsOf = (stored: StoredToken, index: CatalogueIndex) =>
  effectivePermissions(partsOf(stored), index, stored.organization.home)

function presentFacts(
  stored: StoredToken,
  now: number,
  unspent: Leftover,
): Omit<Token, 'access' | 'permissions'> {
  const { token, secrets, owner, use, usesMade } = stored
  const state = { status: token.status, expiresAt: token.expiresAt, ownerActive: owner?.active ?? true }
  const live = secrets.filter((secret) => secret.notAfter === null || secret.notAfter > now)
  return {
    id: token.id,
    organizationId: token.organizationId,
    name: token.name,
    description: token.description,
    masked: maskOfSecret(live[0] ?? secrets[0], token),
    owner: presentOwner(owner),
    createdBy: token.createdBy,
    conditions: presentConditions(token.conditions),
    usesLeft: usesLeft(token.conditions, usesMade - (unspent.cap?.units ?? 0)),
    status: token.status,
    shownStatus: shownStatus(state, now),
    createdAt: instant(token.createdAt),
    updatedAt: instant(token.updatedAt),
    expiresAt: instantOrNull(token.expiresAt),
    revokeAtSignOut: token.revokeAtSignOut,
    lastUse: use && { at: instant(use.lastUsedAt), address: use.address, agent: use.agent },
    approval: presentApproval(token),
    revocation: presentRevocation(token, now),
    versions: live.map((secret) => ({
      masked: maskOfSecret(secret, token),
      createdAt: instant(secret.createdAt),
      stopsAt: instantOrNull(secret.notAfter),
    })),
    revision: token.revision,
  }
}

const presentConditions = ({
  notBefore,
  addresses,
  rateLimit,
  usageCap,
}: Conditions): Token['conditions'] => ({
  notBefore: instantOrNull(notBefore),
  addresses: addresses && [...addresses],
  rateLimit,
  usageCap: usageCap?.limit ?? null,
})

const usesLeft = ({ usageCap }: Conditions, usesMade: number): number | null =>
  usageCap && Math.max(0, usageCap.limit - Math.max(0, usesMade))
/** Scopes as they stand: what the catalogue no longer holds, or holds anew, is a scope of before. */
function presentAccess({ access, catalogueRevision }: TokenRecord, index: CatalogueIndex): Token['access'] {
  if (access.kind !== 'custom') return access
  const stands = (scope: Permission) => index.all.has(scope) && index.stands(scope, catalogueRevision)
  return { kind: 'custom', scopes: access.scopes.filter(stands) }
}

export const maskOfSecret = (secret: SecretRecord | undefined, token: TokenRecord): string =>
  secret ? maskOf(secret.prefix, token.id, secret.tail) : ''

function presentOwner(owner: MemberRecord | null): Token['owner'] {
  if (!owner) return { kind: 'organization' }
  return {
    kind: 'user',
    memberId: owner.id,
    externalId: owner.externalId,
    name: owner.name,
    email: owner.email,
  }
}

function presentApproval({ approval }: TokenRecord): Token['approval'] {
  if (!approval) return null
  const { justification, decision } = approval
  return {
    justification,
    decidedBy: decision?.by ?? null,
    decidedAt: instantOrNull(decision?.at ?? null),
  }
}

function presentRevocation(token: TokenRecord, now: number): Token['revocation'] {
  const { revocation } = token
  if (!revocation) return null
  return {
    ...revocation,
    at: instant(revocation.at),
    reinstatable: 'to' in decideMove(token, 'reinstate', now),
  }
}
