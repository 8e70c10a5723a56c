import { z } from 'zod'
import { ExternalId, Instant, OrganizationId, TokenId } from './ids.ts'
import { Permission } from './permission.ts'
import { RateLimitStanding } from './rate-limit.ts'
import { Owner } from './token.ts'

/**
 * Why a token is refused. Each is a row of the error table. `route_unmapped` comes only where the request's route
 * decides what it needs.
 */
export const RefusalCode = z.enum([
  'token_malformed',
  'token_unknown',
  'token_revoked',
  'token_pending',
  'token_not_yet_valid',
  'token_expired',
  'owner_inactive',
  'address_refused',
  'permission_missing',
  'route_unmapped',
  'rate_limited',
  'usage_exhausted',
  'verifier_not_ready',
  'database_quarantined',
])
export type RefusalCode = z.infer<typeof RefusalCode>

/** Who is calling: the token by id and name, its organisation, and its owner with the host's own ids. */
export const Caller = z.strictObject({
  tokenId: TokenId,
  tokenName: z.string(),
  organization: z.strictObject({ id: OrganizationId, externalId: ExternalId.nullable(), name: z.string() }),
  owner: Owner,
  expiresAt: Instant.nullable(),
  warnFrom: Instant.nullable().describe(
    'from when on to say that it expires soon; null: never, as it has no end or was made for a short time',
  ),
})
export type Caller = z.infer<typeof Caller>

/** The answer to "may this token do this now?". A refusal names the caller once the secret has matched. */
export const Verdict = z.discriminatedUnion('valid', [
  z.strictObject({
    valid: z.literal(true),
    caller: Caller,
    permissions: z.array(Permission).readonly().describe('everything the token may do now'),
    rateLimit: RateLimitStanding.optional().describe('where the token has a rate limit'),
  }),
  z.strictObject({
    valid: z.literal(false),
    code: RefusalCode,
    caller: Caller.nullable(),
    need: Permission.nullable(),
    rateLimit: RateLimitStanding.optional().describe('where the token has a rate limit and came so far'),
  }),
])
export type Verdict = z.infer<typeof Verdict>
