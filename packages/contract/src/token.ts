import { z } from 'zod'
import { Conditions } from './conditions.ts'
import {
  BatchId,
  ExternalId,
  Instant,
  InstantInput,
  MemberId,
  OrganizationId,
  RoleId,
  TokenId,
} from './ids.ts'
import { Permission, ScopePattern } from './permission.ts'
import { displayName, prose } from './text.ts'

/** The stored status. */
export const Status = z.enum(['pending', 'active', 'revoked'])
export type Status = z.infer<typeof Status>

/** What a person is shown: the status, or why an active token is refused. */
export const ShownStatus = z.enum(['pending', 'active', 'expired', 'stopped', 'revoked'])
export type ShownStatus = z.infer<typeof ShownStatus>

export const RevokeReason = z.enum([
  'not_needed',
  'superseded',
  'compromised',
  'owner_left',
  'signed_out',
  'policy',
  'denied',
])
export type RevokeReason = z.infer<typeof RevokeReason>

/** The reasons that a caller may give; the others are the system's own. */
export const RevokeReasonInput = z.enum(['not_needed', 'superseded', 'compromised'])

export const OwnerKind = z.enum(['user', 'organization'])
export type OwnerKind = z.infer<typeof OwnerKind>

/** Whose authority the token carries. */
export const Owner = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('user'),
    memberId: MemberId,
    externalId: ExternalId.nullable(),
    name: z.string(),
    email: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('organization') }),
])
export type Owner = z.infer<typeof Owner>

/** Who did something; implies no authority. `id` is a member's or a token's. */
export const ActorName = z.strictObject({
  kind: z.enum(['member', 'token', 'host', 'system']),
  id: z.string().nullable(),
  name: z.string(),
})
export type ActorName = z.infer<typeof ActorName>

export const AccessKind = z.enum(['read_only', 'full_access', 'role', 'custom'])
export type AccessKind = z.infer<typeof AccessKind>

/** The one choice of what a token may do, as stored. */
export const Access = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('read_only') }),
  z.strictObject({ kind: z.literal('full_access') }),
  z.strictObject({ kind: z.literal('role'), role: RoleId }),
  z.strictObject({ kind: z.literal('custom'), scopes: z.array(Permission) }),
])
export type Access = z.infer<typeof Access>

/** The same choice as a caller makes it: custom scopes may hold wildcards. */
export const AccessInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('read_only') }),
  z.strictObject({ kind: z.literal('full_access') }),
  z.strictObject({ kind: z.literal('role'), role: RoleId }),
  z.strictObject({ kind: z.literal('custom'), scopes: z.array(ScopePattern).max(5000) }),
])
export type AccessInput = z.infer<typeof AccessInput>

/** How long from now: days, an instant, or without end. */
export const Duration = z.union(
  [
    z.literal('unlimited'),
    z.strictObject({ days: z.int().min(1).max(3650) }),
    z.strictObject({ until: InstantInput }),
  ],
  'expected {"days": 30}, {"until": "2027-01-31T23:59:59Z"} or "unlimited"',
)
export type Duration = z.infer<typeof Duration>

/** A token's name: NFC, trimmed, inner spaces collapsed, 1 to 200 characters, no control or direction characters. */
export const TokenName = displayName('give the token a name')

export const TokenDescription = prose('a description', 2000)

/** When, from where and by what a token was last let through. */
export const LastUse = z.strictObject({
  at: Instant,
  address: z.string().nullable(),
  agent: z.string().nullable(),
})

/** One living value of a token. Two live side by side during a grace period. */
export const SecretVersion = z.strictObject({
  masked: z.string(),
  createdAt: Instant,
  stopsAt: Instant.nullable(),
})

/** What identifies a token. */
const identity = {
  id: TokenId,
  organizationId: OrganizationId,
  name: z.string(),
  description: z.string(),
  masked: z.string().describe('prefix, first characters of the id, last characters of the checksum'),
  owner: Owner,
  createdBy: ActorName,
}

/** How a token stands. */
const standing = {
  conditions: Conditions,
  usesLeft: z
    .int()
    .nullable()
    .describe(
      'calls that the usage cap still allows; those that other processes have reserved count as made',
    ),
  status: Status,
  shownStatus: ShownStatus,
  createdAt: Instant,
  updatedAt: Instant,
  expiresAt: Instant.nullable(),
  revokeAtSignOut: z.boolean().describe('whether it is revoked when its owner signs out'),
  lastUse: LastUse.nullable(),
  approval: z
    .strictObject({
      justification: z.string(),
      decidedBy: ActorName.nullable(),
      decidedAt: Instant.nullable(),
    })
    .nullable()
    .describe('what it was asked for and who decided; null where nobody had to approve'),
  revocation: z
    .strictObject({
      at: Instant,
      by: ActorName,
      reason: RevokeReason,
      batchId: BatchId.nullable(),
      reinstatable: z.boolean().describe('whether the lifecycle allows re-approving it now'),
    })
    .nullable(),
  versions: z.array(SecretVersion),
  revision: z.int(),
}

/** An API token as every surface shows it. Never holds the secret. */
export const Token = z.strictObject({
  ...identity,
  access: Access,
  permissions: z
    .array(Permission)
    .describe('what it may do now: its access, under its ceiling, within its owner'),
  ...standing,
})
export type Token = z.infer<typeof Token>

/** The access of a token in a list: what is ticked stands there in numbers. */
export const ListedAccess = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('read_only') }),
  z.strictObject({ kind: z.literal('full_access') }),
  z.strictObject({ kind: z.literal('role'), role: RoleId }),
  z.strictObject({ kind: z.literal('custom'), scopeCount: z.int() }),
])
export type ListedAccess = z.infer<typeof ListedAccess>

/** An API token in a list. `getToken` spells out what this one tells in numbers. */
export const ListedToken = z.strictObject({
  ...identity,
  access: ListedAccess,
  permissionCount: z
    .int()
    .describe('how many permissions it may use now: its access, under its ceiling, within its owner'),
  ...standing,
})
export type ListedToken = z.infer<typeof ListedToken>

/** A token, be it spelt out or in a list. */
export type AnyToken = Token | ListedToken

/** Proof that a narrowing change is in force: which verifiers confirmed it, and whose lease ran out instead. */
export const Receipt = z.strictObject({
  sequence: z.int(),
  confirmed: z.array(z.string()),
  expired: z.array(z.string()),
})
export type Receipt = z.infer<typeof Receipt>

/** A new value: the plaintext is in this answer and nowhere else, ever. */
export const Minted = z.strictObject({ token: Token, plaintext: z.string(), receipt: Receipt.nullable() })
export type Minted = z.infer<typeof Minted>

/** The same request once more: its token as it is now. The value was in the first answer alone. */
export const MintedBefore = z.strictObject({
  token: Token,
  plaintext: z.null(),
  replayed: z.literal(true),
  receipt: Receipt.nullable(),
})
export type MintedBefore = z.infer<typeof MintedBefore>
export const MintAnswer = z.union([Minted, MintedBefore])
