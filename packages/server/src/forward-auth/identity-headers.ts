import type { Verdict } from '@keyward/contract'

export type Allowed = Extract<Verdict, { valid: true }>

/** More than this would not fit into the header buffers of common gateways. */
const LONGEST_SCOPES = 4096

const known = new WeakMap<Allowed, Readonly<Record<string, string>>>()

/**
 * Who is calling, as headers for the API behind the gateway; worked out once for each token that is held. What there
 * is not is sent empty, so that it too replaces what a client sent under the name.
 */
export function identityHeaders(allowed: Allowed): Readonly<Record<string, string>> {
  const made = known.get(allowed) ?? makeHeaders(allowed)
  known.set(allowed, made)
  return made
}

function makeHeaders({ caller, permissions }: Allowed): Record<string, string> {
  const { tokenId, tokenName, owner, organization } = caller
  const person = owner.kind === 'user' ? owner : undefined
  const scopes = permissions.join(' ')
  const fits = scopes.length <= LONGEST_SCOPES
  return {
    'keyward-token-id': tokenId,
    'keyward-token-name': encodeURIComponent(tokenName),
    'keyward-owner': person?.memberId ?? 'organization',
    'keyward-owner-name': encodeURIComponent(person?.name ?? ''),
    'keyward-owner-external-id': person?.externalId ?? '',
    'keyward-organization': organization.id,
    'keyward-organization-external-id': organization.externalId ?? '',
    'keyward-scopes': fits ? scopes : '',
    'keyward-scopes-omitted': fits ? '' : '1',
  }
}
