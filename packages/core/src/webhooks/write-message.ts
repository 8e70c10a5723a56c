import type { ActorName, MessageToken, OrganizationId, WebhookMessage } from '@keyward/contract'
import { shownStatus } from '../lifecycle/shown-status.ts'
import type { Happening } from '../notices/happening.ts'
import { maskOf } from '../token/mask.ts'
import type { TokenFacts } from '../token/record.ts'

/** Writes what a message tells of something that happened to a token. */
export function writeMessage(
  { kind, at, by, token, batchId }: Happening,
  organizationId: OrganizationId,
): WebhookMessage {
  return {
    type: kind,
    timestamp: new Date(at).toISOString(),
    data: {
      organizationId,
      by: by.name,
      token: tokenOf(token, at),
      reason: kind === 'token.revoked' ? (token.token.revocation?.reason ?? null) : null,
      batchId: batchId ?? null,
    },
  }
}

/** Writes what a message tells that only tries a webhook out. */
export const writeTest = (organizationId: OrganizationId, by: ActorName, at: number): WebhookMessage => ({
  type: 'webhook.test',
  timestamp: new Date(at).toISOString(),
  data: { organizationId, by, token: null, reason: null, batchId: null },
})

function tokenOf({ token, secrets, owner }: TokenFacts, at: number): MessageToken {
  const [current] = secrets
  const state = { status: token.status, expiresAt: token.expiresAt, ownerActive: owner?.active ?? true }
  return {
    id: token.id,
    name: token.name,
    masked: current ? maskOf(current.prefix, token.id, current.tail) : '',
    owner: owner
      ? { kind: 'user', memberId: owner.id, externalId: owner.externalId, name: owner.name }
      : { kind: 'organization' },
    access: token.access.kind,
    status: shownStatus(state, at),
    expiresAt: token.expiresAt === null ? null : new Date(token.expiresAt).toISOString(),
  }
}
