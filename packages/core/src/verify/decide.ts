import type {
  Caller,
  OrganizationId,
  Permission,
  PermissionText,
  RefusalCode,
  Status,
  TokenId,
  Verdict,
} from '@keyward/contract'

/** What is held in memory of one token whose secret has matched: everything that a decision reads. */
export type HeldToken = {
  tokenId: TokenId
  organizationId: OrganizationId
  status: Status
  expiresAt: number | null
  /** When this value of the token stops; null unless it was replaced with a grace period. */
  valueStopsAt: number | null
  ownerActive: boolean
  permissions: ReadonlySet<Permission>
  caller: Caller
  /** The one answer to every request that it allows. */
  allowed: Verdict
}

/**
 * Judges a matched token: a refusal, or undefined when it is allowed.
 * The order is fixed: revoked or pending, expired, owner, permission (docs/concepts.md).
 */
export function decideVerification(
  held: HeldToken,
  need: Permission | null,
  now: number,
): RefusalCode | undefined {
  if (held.valueStopsAt !== null && held.valueStopsAt <= now) return 'token_unknown'
  if (held.status === 'revoked') return 'token_revoked'
  if (held.status === 'pending') return 'token_pending'
  if (held.expiresAt !== null && held.expiresAt <= now) return 'token_expired'
  if (!held.ownerActive) return 'owner_inactive'
  if (need !== null && !held.permissions.has(need)) return 'permission_missing'
  return undefined
}

/** What a request asks for, as a permission. One that is in no catalogue is held by no token. */
export const needOf = ({ need }: { need?: PermissionText | null | undefined }): Permission | null =>
  (need as Permission | null | undefined) ?? null

/** A refusal as a verdict; the caller is named only once the secret has matched. */
export const refuse = (
  code: RefusalCode,
  need: Permission | null,
  caller: Caller | null = null,
): Verdict => ({
  valid: false,
  code,
  caller,
  need,
})
