import type { OrganizationId, Reach, TokenId } from '@keyward/contract'
import { queryOptions } from '@tanstack/react-query'
import { clientOf } from './client.ts'
import { REFRESH_MS } from './presence.ts'
import { tokensKey } from './queries.ts'
import { hasCalls } from './usage.ts'

const AWAITED_MS = 5_000

/** Tokens in numbers, of one reach or of all that the person may see: as old as the tokens it counts. */
export const usageSummaryQuery = (organization: OrganizationId, reach?: Reach) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'summary', reach ?? 'all'],
    queryFn: ({ signal }) => clientOf(organization).getUsageSummary(reach ? { reach } : {}, { signal }),
    refetchInterval: REFRESH_MS,
  })

/** The tokens that were let through last. */
export const lastUsedQuery = (organization: OrganizationId) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'last-used'],
    queryFn: ({ signal }) =>
      clientOf(organization).listTokens({ sort: '-lastUsedAt', limit: 10 }, { signal }),
    refetchInterval: REFRESH_MS,
  })

export const tokenUsageQuery = (organization: OrganizationId, tokenId: TokenId) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'usage', tokenId],
    queryFn: ({ signal }) => clientOf(organization).getTokenUsage({ tokenId }, { signal }),
    // Whoever has just generated a token waits for its first call.
    refetchInterval: ({ state }) => (state.data && hasCalls(state.data.days) ? REFRESH_MS : AWAITED_MS),
  })

export const tokenPermissionsQuery = (organization: OrganizationId, tokenId: TokenId) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'permissions', tokenId],
    queryFn: ({ signal }) => clientOf(organization).getTokenPermissions({ tokenId }, { signal }),
    refetchInterval: REFRESH_MS,
  })

export const tokenActivityQuery = (organization: OrganizationId, tokenId: TokenId) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'activity', tokenId],
    queryFn: ({ signal }) => clientOf(organization).getTokenActivity({ tokenId, limit: 20 }, { signal }),
    refetchInterval: REFRESH_MS,
  })
