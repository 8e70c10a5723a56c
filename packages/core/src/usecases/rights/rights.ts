import {
  type ActorName,
  type ErrorCode,
  KeywardError,
  type MemberId,
  type OrganizationId,
  type Permission,
  type RoleId,
  type TokenId,
} from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import { shownStatus } from '../../lifecycle/shown-status.ts'
import { compileAddresses } from '../../limits/addresses.ts'
import type { MemberRecord, OrganizationRecord } from '../../people/record.ts'
import { effectiveRule, standing } from '../../permission/effective.ts'
import { expandRule } from '../../permission/expand.ts'
import { OWNER_ROLE } from '../../permission/roles.ts'
import { EVERYTHING, type GivenRule, type Rule } from '../../permission/rule.ts'
import type { Actor, Reads, StoredToken, Writes } from '../../ports.ts'
import { partsOf } from '../../token/parts.ts'
import { lockRule, ruleOf } from './rule-of.ts'

/** What an actor is and may do, read now. */
export type Rights = {
  name: ActorName
  organization: OrganizationRecord
  rule: Rule
  permissions: ReadonlySet<Permission>
  /** The person whose authority this is; null for organisation tokens and hosts. */
  member: MemberRecord | null
  /** What that person's role allows, whatever of it the actor may use. */
  memberRule: GivenRule | undefined
  /** The acting token; null for people and hosts. */
  token: { id: string; name: string } | null
  /** The person at the start, through whatever tokens; null for hosts. */
  originMemberId: MemberId | null
  /** Whether a second factor was given at sign-in; null where the sign-in is not Keyward's own. */
  secondFactor: boolean | null
  /** Told of each permission that the actor turns out to need and hold. */
  exercise?: ((permission: Permission) => void) | undefined
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
    role: (id) => ruleOf(reads.roles, actor.organizationId, id),
  })

/**
 * Reads an actor's rights for a change, and locks every row that they rest on until the change is made: a token, person
 * or role that is being narrowed mints nothing any more.
 */
export const rightsToWrite = (
  writes: Writes,
  actor: Actor,
  index: CatalogueIndex,
  now: number,
): Promise<Rights> =>
  rightsOf(writes, actor, index, now, {
    token: (id) => lockActingToken(writes, actor.organizationId, id),
    member: (id) => writes.members.lock(actor.organizationId, id),
    role: (id) => lockRule(writes.roles, actor.organizationId, id),
  })

/** People before their tokens before roles, in every change: so that no two wait for each other. */
async function lockActingToken(
  { tokens, members, roles }: Writes,
  organizationId: OrganizationId,
  id: TokenId,
): Promise<StoredToken | undefined> {
  const owner = (await tokens.find(organizationId, id))?.owner
  if (owner) await members.lock(organizationId, owner.id)
  const locked = await tokens.lock(organizationId, id)
  if (locked?.token.access.kind === 'role') await lockRule(roles, organizationId, locked.token.access.role)
  if (locked?.owner) await lockRule(roles, organizationId, locked.owner.role)
  return tokens.find(organizationId, id)
}

/** Whether an actor may make and unmake Owners: an Owner in person, or the program that embeds Keyward. */
export const isOwner = ({ token, member }: Rights): boolean =>
  token === null && (member === null || member.role === OWNER_ROLE)

/** @throws KeywardError `permission_missing`, naming the permission and the acting token */
export function requirePermission(rights: Rights, permission: Permission, detail?: string): void {
  if (rights.permissions.has(permission)) {
    rights.exercise?.(permission)
    return
  }
  const who = rights.token ? `The token "${rights.token.name}"` : rights.name.name
  throw new KeywardError('permission_missing', {
    permission,
    detail: detail ?? `${who} lacks ${permission}.`,
    ...(rights.token ? { token: rights.token } : {}),
  })
}

/** @throws KeywardError `permission_missing`, naming the first, unless the actor holds one of these */
export function requireOne(rights: Rights, permissions: readonly [Permission, ...Permission[]]): void {
  if (!permissions.some((each) => rights.permissions.has(each))) requirePermission(rights, permissions[0])
}

type Look = {
  token: (id: StoredToken['token']['id']) => Promise<StoredToken | undefined>
  member: (id: MemberRecord['id']) => Promise<MemberRecord | undefined>
  role: (id: RoleId) => Promise<GivenRule | undefined>
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
      memberRule: undefined,
      token: null,
      originMemberId: null,
      secondFactor: null,
    }

  if (actor.kind === 'member') {
    const member = await look.member(actor.memberId)
    if (!member?.active)
      throw new KeywardError('session_required', { detail: 'Your membership is not active.' })
    const rule = await look.role(member.role)
    return {
      ...grant(standing(rule, index)),
      name: { kind: 'member', id: member.id, name: member.name },
      member,
      memberRule: rule,
      token: null,
      originMemberId: member.id,
      secondFactor: actor.secondFactor ?? null,
    }
  }

  const stored = await look.token(actor.tokenId)
  if (!stored) throw new KeywardError('token_unknown')
  requireLive(stored, actor, now)
  const { token, owner, roles } = stored
  return {
    ...grant(effectiveRule(partsOf(stored), index)),
    name: { kind: 'token', id: token.id, name: token.name },
    member: owner,
    memberRule: roles.owner,
    token: { id: token.id, name: token.name },
    originMemberId: owner?.id ?? token.originMemberId,
    secondFactor: null,
    exercise: actor.exercise,
  }
}

const DEAD = {
  revoked: 'token_revoked',
  pending: 'token_pending',
  expired: 'token_expired',
  stopped: 'owner_inactive',
} as const

/** The same order as `decideVerification`: what has changed since the token was admitted counts. */
function requireLive(
  { token, owner, secrets }: StoredToken,
  { version, context }: Extract<Actor, { kind: 'token' }>,
  now: number,
): void {
  const { notBefore, addresses } = token.conditions
  const refuse = (code: ErrorCode): never => {
    throw new KeywardError(code, { token: { id: token.id, name: token.name } })
  }
  if (!secrets.some((value) => value.version === version && (value.notAfter ?? Infinity) > now))
    throw new KeywardError('token_unknown')
  const shown = shownStatus(
    { status: token.status, expiresAt: token.expiresAt, ownerActive: owner?.active ?? true },
    now,
  )
  if (notBefore !== null && now < notBefore && token.status === 'active') refuse('token_not_yet_valid')
  if (shown !== 'active') refuse(DEAD[shown])
  if (addresses && !compileAddresses(addresses).admits(context?.address)) refuse('address_refused')
}
