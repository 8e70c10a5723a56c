import type {
  Access,
  ActorName,
  BatchId,
  MemberId,
  OrganizationId,
  RevokeReason,
  Status,
  TokenId,
} from '@keyward/contract'
import type { MemberRecord, OrganizationRecord } from '../people/record.ts'
import type { GivenRule, Rule } from '../permission/rule.ts'
import type { Conditions } from './conditions.ts'

/** Whose authority a token carries, as stored. */
export type OwnerRef = { kind: 'user'; memberId: MemberId } | { kind: 'organization' }

/** A token's row. Instants are epoch milliseconds. */
export type TokenRecord = {
  id: TokenId
  organizationId: OrganizationId
  name: string
  description: string
  owner: OwnerRef
  createdBy: ActorName
  access: Access
  /** What the minter could grant, where minter and owner differ; null: no bound beyond the owner's. */
  ceiling: Rule | null
  conditions: Conditions
  /** The catalogue's revision under which access and ceiling were settled. */
  catalogueRevision: number
  status: Status
  createdAt: number
  updatedAt: number
  expiresAt: number | null
  /** Whether it is revoked when its owner signs out; only ever true of a personal token. */
  revokeAtSignOut: boolean
  revocation: { at: number; by: ActorName; reason: RevokeReason; batchId: BatchId | null } | null
  /** What it was asked for and who decided; null where nobody had to approve. */
  approval: Approval | null
  /** The person at the start of its making, through whatever tokens; null when a host made it. */
  originMemberId: MemberId | null
  /** Grows by one with each change of the row. */
  revision: number
  parentId: TokenId | null
}

/** A request for a token and how it was decided; not yet: null. */
export type Approval = { justification: string; decision: { at: number; by: ActorName } | null }

/** One stored secret of a token: never the secret itself. */
export type SecretRecord = {
  tokenId: TokenId
  /** 1 for the first value, one more for each regeneration. */
  version: number
  scheme: 'hmac-sha256'
  /** For schemes that are found by hash; null for ours, which are found by id. */
  lookup: string | null
  /** base64url of HMAC-SHA-256 over id ‖ secret. */
  digest: string
  /** Which `token` key of the keyring made the digest. */
  pepperVersion: number
  prefix: string
  /** The last four characters of the token text: part of the checksum, shown in the masked form. */
  tail: string
  createdAt: number
  /** When this value stops; null while it is the current one. */
  notAfter: number | null
  /** How long this value must be unused to stop before its time; null: it waits for its time. */
  quietMs: number | null
}

/** What stays of a deleted token. */
export type Tombstone = {
  id: TokenId
  organizationId: OrganizationId
  name: string
  owner: OwnerRef
  access: Access
  createdAt: number
  deletedAt: number
}

/** What a token could do before it was shrunk to what it uses. */
export type ShrinkRecord = {
  tokenId: TokenId
  access: Access
  ceiling: Rule | null
  at: number
  by: ActorName
}

/** Everything that verification reads of one token, at one snapshot. */
export type TokenFacts = {
  token: TokenRecord
  /** At most two, the newest first. */
  secrets: readonly SecretRecord[]
  organization: OrganizationRecord
  /** The owner's membership; null when the organisation owns it. */
  owner: MemberRecord | null
  /** What the roles allow that its access and its owner have; undefined where there is none. */
  roles: { access: GivenRule | undefined; owner: GivenRule | undefined }
}
