import { type ActorName, type ErrorCode, KeywardError, type Permission } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { shownStatus } from '../lifecycle/shown-status.ts'
import { compileAddresses } from '../limits/addresses.ts'
import type { MemberRecord, OrganizationRecord } from '../people/record.ts'
import { effectiveRule } from '../permission/effective.ts'
import { expandRule } from '../permission/expand.ts'
import { roleRule } from '../permission/roles.ts'
import { EVERYTHING, type Rule } from '../permission/rule.ts'
import type { Actor, Reads, StoredToken, Writes } from '../ports.ts'

/** What an actor is and may do, read now. */
export type Rights = {
  name: ActorName
  organization: OrganizationRecord
  rule: Rule
  permissions: ReadonlySet<Permission>
  /** The person whose authority this is; null for organisation tokens and hosts. */
  member: MemberRecord | null
  /** The acting token; null for people and hosts. */
  token: { id: string; name: string } | null
}

/** Reads an actor's rights to answer a question. */
export const rightsToRead = (
  reads: Reads,
  actor: Actor,
  index: CatalogueIndex,
  now: number,
): Promise<Rights> =>
  rightsOf(reads, actor, index, now, {
    token: (id) => reads.tokens.find(actor.organizationId, id),
    member: (id) => reads.members.get(actor.organizationId, id),
  })

/** Reads an actor's rights for a change, and locks its row until the change is made: a dying token mints nothing. */
export const rightsToWrite = (
  writes: Writes,
  actor: Actor,
  index: CatalogueIndex,
  now: number,
): Promise<Rights> =>
  rightsOf(writes, actor, index, now, {
    token: (id) => writes.tokens.lock(actor.organizationId, id),
    member: (id) => writes.members.lock(actor.organizationId, id),
  })

/** @throws KeywardError `permission_missing`, naming the permission and the acting token */
export function requirePermission(rights: Rights, permission: Permission, detail?: string): void {
  if (rights.permissions.has(permission)) return
  const who = rights.token ? `The token "${rights.token.name}"` : rights.name.name
  throw new KeywardError('permission_missing', {
    permission,
    detail: detail ?? `${who} lacks ${permission}.`,
    ...(rights.token ? { token: rights.token } : {}),
  })
}

type Look = {
  token: (id: StoredToken['token']['id']) => Promise<StoredToken | undefined>
  member: (id: MemberRecord['id']) => Promise<MemberRecord | undefined>
}

async function rightsOf(
  reads: Reads,
  actor: Actor,
  index: CatalogueIndex,
  now: number,
  look: Look,
): Promise<Rights> {
  const organization = await reads.organizations.get(actor.organizationId)
  if (!organization) throw new KeywardError('organization_not_found')
  const grant = (rule: Rule) => ({
    organization,
    rule,
    permissions: expandRule(rule, index, organization.home),
  })

  if (actor.kind === 'host')
    return {
      ...grant(EVERYTHING),
      name: { kind: 'host', id: null, name: actor.name },
      member: null,
      token: null,
    }

  if (actor.kind === 'member') {
    const member = await look.member(actor.memberId)
    if (!member?.active)
      throw new KeywardError('session_required', { detail: 'Your membership is not active.' })
    const rule = roleRule(member.role)
    if (!rule) throw new KeywardError('role_unknown')
    return { ...grant(rule), name: { kind: 'member', id: member.id, name: member.name }, member, token: null }
  }

  const stored = await look.token(actor.tokenId)
  if (!stored) throw new KeywardError('token_unknown')
  requireLive(stored, actor.context?.address, now)
  const { token, owner } = stored
  const held = { ...token, owner: ownerFacts(owner) }
  return {
    ...grant(effectiveRule(held, index)),
    name: { kind: 'token', id: token.id, name: token.name },
    member: owner,
    token: { id: token.id, name: token.name },
  }
}

/** An owner as `effectiveRule` takes it. */
export const ownerFacts = (owner: MemberRecord | null) =>
  owner
    ? ({ kind: 'user', active: owner.active, role: owner.role } as const)
    : ({ kind: 'organization' } as const)

const DEAD = {
  revoked: 'token_revoked',
  pending: 'token_pending',
  expired: 'token_expired',
  stopped: 'owner_inactive',
} as const

/** The same order as `decideVerification`: what has changed since the token was admitted counts. */
function requireLive({ token, owner }: StoredToken, address: string | null | undefined, now: number): void {
  const { notBefore, addresses } = token.conditions
  const refuse = (code: ErrorCode): never => {
    throw new KeywardError(code, { token: { id: token.id, name: token.name } })
  }
  const shown = shownStatus(
    { status: token.status, expiresAt: token.expiresAt, ownerActive: owner?.active ?? true },
    now,
  )
  if (notBefore !== null && now < notBefore && token.status === 'active') refuse('token_not_yet_valid')
  if (shown !== 'active') refuse(DEAD[shown])
  if (addresses && !compileAddresses(addresses).admits(address)) refuse('address_refused')
}
