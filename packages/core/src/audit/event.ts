import type { ActorName, OrganizationId } from '@keyward/contract'

/** A chain is one organisation's, or the installation's. */
export type ChainId = OrganizationId | 'installation'

/** What happened. Each is one change, or the closing event of a bulk change. */
export type AuditKind =
  | 'installation.set_up'
  | 'catalogue.changed'
  | 'organization.put'
  | 'settings.updated'
  | 'member.put'
  | 'token.generated'
  | 'token.updated'
  | 'token.regenerated'
  | 'token.revoked'
  | 'token.reinstated'
  | 'token.deleted'
  | 'tokens.revoked'
  | 'tokens.reinstated'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A change before it is chained: who did what to what, when, from where. Never a secret. */
export type AuditBody = {
  chain: ChainId
  /** Epoch milliseconds. */
  at: number
  kind: AuditKind
  actor: ActorName
  subject: {
    kind: 'token' | 'member' | 'organization' | 'catalogue' | 'batch'
    id: string
    name: string
  } | null
  requestId: string | null
  address: string | null
  /** What changed: plain facts, before and after where it helps. */
  facts: { readonly [key: string]: Json }
}

/** A link of the chain, as stored. */
export type AuditEvent = {
  chain: ChainId
  /** 1 for the first event of a chain, without gaps. */
  sequence: number
  at: number
  kind: AuditKind
  actorId: string | null
  subjectId: string | null
  /** The canonical text of sequence and body: what the hashes cover. */
  text: string
  /** base64url SHA-256 over the previous hash ‖ text. */
  hash: string
  /** base64url HMAC-SHA-256 of the hash under the `audit` key. */
  mac: string
  keyVersion: number
}

/** The end of a chain, keyed likewise: without it a truncation could not be seen. */
export type AuditHead = { chain: ChainId; sequence: number; hash: string; mac: string; keyVersion: number }
