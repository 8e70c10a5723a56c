import type {
  Caller,
  OrganizationId,
  Permission,
  PermissionText,
  RateLimitStanding,
  RefusalCode,
  RoleId,
  Status,
  TokenId,
  Verdict,
} from '@keyward/contract'
import type { Limits } from '../limits/account.ts'
import type { AddressList } from '../limits/addresses.ts'

/** What is held in memory of one token whose secret has matched: everything that a decision reads. */
export type HeldToken = {
  tokenId: TokenId
  organizationId: OrganizationId
  /** The organisation's own roles that its access and its owner have. */
  roles: readonly RoleId[]
  status: Status
  notBefore: number | null
  expiresAt: number | null
  /** When this value of the token stops; null unless it was replaced. */
  valueStopsAt: number | null
  /** Which value this is, and until when two of them live: 0 where only one does. */
  version: number
  twoValuesUntil: number
  ownerActive: boolean
  /** Null: from anywhere. */
  addresses: AddressList | null
  permissions: ReadonlySet<Permission>
  /** Null: without limit. */
  limits: Limits | null
  caller: Caller
  /** The one answer to every request that it allows. */
  allowed: Verdict
}

/**
 * Judges a matched token, but for its limits: a refusal, or undefined when it is allowed.
 * The order is fixed: revoked or pending, not yet valid or expired, owner, address, permission (docs/concepts.md).
 */
export function decideVerification(
  held: HeldToken,
  need: Permission | null,
  address: string | null | undefined,
  now: number,
): RefusalCode | undefined {
  if (held.valueStopsAt !== null && held.valueStopsAt <= now) return 'token_unknown'
  if (held.status === 'revoked') return 'token_revoked'
  if (held.status === 'pending') return 'token_pending'
  if (held.notBefore !== null && held.notBefore > now) return 'token_not_yet_valid'
  if (held.expiresAt !== null && held.expiresAt <= now) return 'token_expired'
  if (!held.ownerActive) return 'owner_inactive'
  if (held.addresses !== null && !held.addresses.admits(address)) return 'address_refused'
  if (need !== null && !held.permissions.has(need)) return 'permission_missing'
  return undefined
}

/** What a request asks for, as a permission. One that is in no catalogue is held by no token. */
export const needOf = ({ need }: { need?: PermissionText | null | undefined }): Permission | null =>
  (need as Permission | null | undefined) ?? null

/** The need that a token is judged by where a call has several: the first that it lacks, else the first. */
export function decisiveNeed(
  { permissions }: Pick<HeldToken, 'permissions'>,
  facts: { need?: PermissionText | null | undefined; also?: readonly PermissionText[] | undefined },
): Permission | null {
  const need = needOf(facts)
  if (!facts.also || (need !== null && !permissions.has(need))) return need
  const lacking = facts.also.find((each) => !permissions.has(each as Permission))
  return (lacking as Permission | undefined) ?? need
}

/** A refusal as a verdict; the caller is named only once the secret has matched. */
export const refuse = (
  code: RefusalCode,
  need: Permission | null,
  caller: Caller | null = null,
  rateLimit?: RateLimitStanding,
): Verdict => ({
  valid: false,
  code,
  caller,
  need,
  ...(rateLimit && { rateLimit }),
})
