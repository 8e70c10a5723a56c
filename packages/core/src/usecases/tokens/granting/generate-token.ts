import {
  type Duration,
  KeywardError,
  type OutputOf,
  type OwnerKind,
  type ParsedOf,
  type Policy,
  TokenId,
} from '@keyward/contract'
import { digestSecret } from '../../../keys/keyring.ts'
import { decideExpiry } from '../../../lifecycle/duration.ts'
import { NOTHING_RESERVED } from '../../../limits/account.ts'
import { isEverything } from '../../../permission/rule.ts'
import { needsApproval, usualDuration } from '../../../policy/decide-policy.ts'
import type { Actor, StoredToken } from '../../../ports.ts'
import { hasConditions, UNCONDITIONAL } from '../../../token/conditions.ts'
import { mintText } from '../../../token/format.ts'
import type { Approval, OwnerRef, SecretRecord, TokenRecord } from '../../../token/record.ts'
import { type Change, change } from '../../change/change.ts'
import { once } from '../../change/once.ts'
import type { Deps } from '../../deps.ts'
import { requireReach } from '../../rights/reach.ts'
import type { Rights } from '../../rights/rights.ts'
import { found } from '../found.ts'
import { presentToken } from '../present-token.ts'
import { requireSeat } from '../require-seat.ts'
import { grantAccess } from './grant-access.ts'
import { requirePolicy } from './require-policy.ts'
import { requireSpan, settleConditions } from './settle-conditions.ts'

type Input = ParsedOf<'generateToken'>

const FIRST_REVISION = 1

/** Generates a token within what its maker holds. The plaintext is answered, never kept. */
export async function generateToken(
  deps: Deps,
  actor: Actor,
  input: Input,
): Promise<OutputOf<'generateToken'>> {
  const { value } = await change(deps, actor, (making) =>
    once(making, actor, {
      operation: 'generateToken',
      input,
      async make() {
        const made = await insertToken(deps, making, input)
        return { madeId: made.token.id, value: made }
      },
      again: (madeId) =>
        mintedBefore(making, madeId, ({ token }) => requireReach(making.rights, token.owner, 'create')),
    }),
  )
  return { ...value, receipt: null }
}

/** What a request has made that is sent again: the token as it is now, for whoever could still make it. */
export async function mintedBefore(
  { writes, rights, index, now }: Change,
  madeId: string,
  requireRight: (stored: StoredToken) => void,
) {
  const tokenId = TokenId.parse(madeId)
  const stored = found(await writes.tokens.find(rights.organization.id, tokenId), tokenId)
  requireRight(stored)
  return { token: presentToken(stored, index, now), plaintext: null, replayed: true } as const
}

/** The generating step, for use inside another change. */
export async function insertToken(deps: Deps, making: Change, input: Input) {
  const { writes, rights, index, now, tell } = making
  const owner = ownerOf(rights, input.owner)
  requireReach(rights, owner, 'create')
  requirePersonal(owner, input.revokeAtSignOut)
  const { access, role } = await grantAccess(making, input.access, owner)
  const { policy } = rights.organization.settings
  const expiresAt = expiryOf(input.duration ?? usualDuration(policy), now)
  const conditions = settleConditions(UNCONDITIONAL, input.conditions, FIRST_REVISION)
  requireSpan(conditions, expiresAt)
  requirePolicy(rights, { access, expiresAt, secretAt: now, conditions })
  const approval = approvalOf(policy, owner, input.justification)
  if (owner.kind === 'user') await requireSeat(making, owner.memberId)
  const minted = mintText(deps.random, deps.prefix)
  const token: TokenRecord = {
    id: minted.id,
    organizationId: rights.organization.id,
    name: input.name,
    description: input.description,
    owner,
    createdBy: rights.name,
    access,
    ceiling: ceilingOf(rights, owner),
    conditions,
    catalogueRevision: index.revision,
    status: approval ? 'pending' : 'active',
    createdAt: now,
    updatedAt: now,
    expiresAt,
    revokeAtSignOut: input.revokeAtSignOut,
    approval,
    originMemberId: rights.originMemberId,
    revocation: null,
    revision: FIRST_REVISION,
    parentId: null,
  }
  const secret: SecretRecord = {
    tokenId: minted.id,
    version: 1,
    scheme: 'hmac-sha256',
    lookup: null,
    ...digestSecret(deps.keys, minted.id, minted.secret),
    prefix: deps.prefix,
    tail: minted.tail,
    createdAt: now,
    notAfter: null,
    quietMs: null,
  }
  await writes.tokens.insert(token, secret)
  const stored: StoredToken = {
    token,
    secrets: [secret],
    organization: rights.organization,
    owner: owner.kind === 'user' ? rights.member : null,
    roles: { access: role, owner: owner.kind === 'user' ? rights.memberRule : undefined },
    use: null,
    usesMade: 0,
    window: NOTHING_RESERVED.window,
  }
  tell({
    kind: approval ? 'approval.requested' : 'token.generated',
    subject: { kind: 'token', id: token.id, name: token.name },
    facts: {
      owner: owner.kind,
      access: token.access,
      expiresAt,
      revokeAtSignOut: token.revokeAtSignOut,
      ...(hasConditions(conditions) && { conditions }),
    },
    about: { token: stored },
  })
  return { token: presentToken(stored, index, now), plaintext: minted.text.reveal() }
}

/** @throws KeywardError `request_invalid` where the policy wants approval and nothing says what the token is for */
function approvalOf(policy: Policy, owner: OwnerRef, justification: string | undefined): Approval | null {
  if (!needsApproval(policy, owner.kind)) return null
  if (justification !== undefined) return { justification, decision: null }
  const message = 'say what it is for: somebody must approve it'
  throw new KeywardError('request_invalid', {
    detail: `justification: ${message}`,
    fields: [{ path: 'justification', message }],
  })
}

function ownerOf(rights: Rights, asked: OwnerKind | undefined): OwnerRef {
  const kind = asked ?? (rights.member ? 'user' : 'organization')
  if (kind === 'organization') return { kind }
  if (rights.member) return { kind, memberId: rights.member.id }
  throw new KeywardError('request_invalid', {
    detail: 'An organisation has no personal tokens: ask for owner "organization".',
    fields: [{ path: 'owner', message: 'only a person, or a personal token, generates a personal token' }],
  })
}

/** @throws KeywardError `request_invalid`: an organisation does not sign out */
export function requirePersonal(owner: OwnerRef, revokeAtSignOut: boolean): void {
  if (!revokeAtSignOut || owner.kind === 'user') return
  const message = 'only a personal token is revoked when its owner signs out'
  throw new KeywardError('request_invalid', {
    detail: `revokeAtSignOut: ${message}`,
    fields: [{ path: 'revokeAtSignOut', message }],
  })
}

/** A personal token is bounded by its owner, who made it; an organisation token by what its maker held. */
export function ceilingOf(rights: Rights, owner: OwnerRef): TokenRecord['ceiling'] {
  if (owner.kind === 'user' && rights.token === null) return null
  return isEverything(rights.rule) ? null : rights.rule
}

/** @throws KeywardError `duration_invalid` */
export function expiryOf(duration: Duration, now: number): number | null {
  const expiry = decideExpiry(duration, now)
  if ('expiresAt' in expiry) return expiry.expiresAt
  throw new KeywardError('duration_invalid', {
    detail: expiry.fault,
    fields: [{ path: 'duration', message: expiry.fault }],
  })
}
