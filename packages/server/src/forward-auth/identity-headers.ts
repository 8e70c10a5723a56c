import type { Verdict } from '@keyward/contract'

export type Allowed = Extract<Verdict, { valid: true }>

/** More than this would not fit into the header buffers of common gateways. */
const LONGEST_SCOPES = 4096

const known = new WeakMap<Allowed, Readonly<Record<string, string>>>()

/** Who is calling, as headers for the API behind the gateway; worked out once for each token that is held. */
export function identityHeaders(allowed: Allowed): Readonly<Record<string, string>> {
  const made = known.get(allowed) ?? makeHeaders(allowed)
  known.set(allowed, made)
  return made
}

function makeHeaders({ caller, permissions }: Allowed): Record<string, string> {
  const { tokenId, tokenName, owner, organization } = caller
  const scopes = permissions.join(' ')
  return {
    'keyward-token-id': tokenId,
    'keyward-token-name': encodeURIComponent(tokenName),
    'keyward-owner': owner.kind === 'user' ? owner.memberId : 'organization',
    ...(owner.kind === 'user' && owner.externalId && { 'keyward-owner-external-id': owner.externalId }),
    'keyward-organization': organization.id,
    ...(organization.externalId && { 'keyward-organization-external-id': organization.externalId }),
    ...(scopes.length <= LONGEST_SCOPES ? { 'keyward-scopes': scopes } : { 'keyward-scopes-omitted': '1' }),
  }
}
