import type { Caller, Verdict } from '@keyward/contract'
import { OauthError } from './oauth-error.ts'

/** Where nothing could be judged: neither active nor inactive would be true. */
const NOT_JUDGED = ['verifier_not_ready', 'database_quarantined']

/** A verdict as RFC 7662 §2.2 has it: of a token that is not active nothing more is told. */
export function introspectionOf(verdict: Verdict, issuer: string) {
  if (verdict.valid)
    return { active: true, ...describe(verdict.caller, issuer), scope: verdict.permissions.join(' ') }
  if (NOT_JUDGED.includes(verdict.code))
    throw new OauthError('temporarily_unavailable', 'Verification is not ready')
  return { active: false }
}

function describe(caller: Caller, issuer: string) {
  const { tokenId, owner, organization, expiresAt } = caller
  return {
    token_type: 'Bearer',
    client_id: tokenId,
    jti: tokenId,
    iss: issuer,
    sub: owner.kind === 'user' ? owner.memberId : organization.id,
    ...(owner.kind === 'user' && { username: owner.email ?? owner.name }),
    ...(expiresAt !== null && { exp: Math.floor(Date.parse(expiresAt) / 1000) }),
    /** Everything that a verdict says of the caller, under a name of our own. */
    keyward: caller,
  }
}
