import { KeywardError } from './errors.ts'
import type { Verdict } from './verdict.ts'

/** Why a request is at no route, for the one who reads the refusal. */
export const UNMAPPED = {
  host_unknown: 'no API of the catalogue answers for this host',
  target_ambiguous: 'the path can be read in more than one way',
  route_unknown: 'no route of the catalogue has this method and path',
  case_differs: 'a route differs from this path only in the case of its letters',
  routes_cross: 'two routes that need different permissions both take this path',
} as const
export type Unmapped = keyof typeof UNMAPPED

/** A verdict on a request whose route decided what it needs; `why` tells how it came to be at no route. */
export type RequestVerdict = Verdict & { readonly why?: Unmapped }

/** A refused verdict. */
export type Refusal = Extract<RequestVerdict, { valid: false }>

/**
 * A refused verdict as the error that the caller is answered with: it names what is missing, and the token.
 * `address` is where the request was seen to come from.
 */
export function refusalError(
  { code, caller, need, why, rateLimit }: Refusal,
  address?: string | null,
): KeywardError {
  const lacks = code === 'permission_missing' && need
  const seen = address ? `The request came from ${address}.` : 'It is not known from where the request came.'
  return new KeywardError(code, {
    ...(lacks && { permission: lacks, detail: `The token "${caller?.tokenName}" lacks ${lacks}.` }),
    ...(why && { detail: `The request is refused: ${UNMAPPED[why]}.` }),
    ...(code === 'address_refused' && { detail: seen }),
    ...(rateLimit && { rateLimit }),
    ...(code === 'rate_limited' && rateLimit && { retryAfterSeconds: rateLimit.resetSeconds }),
    ...(caller && {
      token: { id: caller.tokenId, name: caller.tokenName },
      organizationId: caller.organization.id,
    }),
  })
}
