import type { ActorName, AuditKind, AuditSubject, MemberId, OrganizationId } from '@keyward/contract'

/** A chain is one organisation's, or the installation's. */
export type ChainId = OrganizationId | 'installation'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A change before it is chained: who did what to what, when, from where. Never a secret. */
export type AuditBody = {
  chain: ChainId
  /** Epoch milliseconds. */
  at: number
  kind: AuditKind
  actor: ActorName
  /** The person as whom the actor acts, where the actor is a personal token. */
  onBehalfOf?: { id: MemberId; name: string }
  subject: AuditSubject | null
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
  onBehalfId: string | null
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
