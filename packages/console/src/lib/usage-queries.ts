import type { OrganizationId, Reach, TokenId } from '@keyward/contract'
import { queryOptions } from '@tanstack/react-query'
import { clientOf } from './client.ts'
import { tokensKey } from './queries.ts'

/** Tokens in numbers, of one reach or of all that the person may see: as old as the tokens it counts. */
export const usageSummaryQuery = (organization: OrganizationId, reach?: Reach) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'summary', reach ?? 'all'],
    queryFn: ({ signal }) => clientOf(organization).getUsageSummary(reach ? { reach } : {}, { signal }),
  })

/** The tokens that were let through last. */
export const lastUsedQuery = (organization: OrganizationId) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'last-used'],
    queryFn: ({ signal }) =>
      clientOf(organization).listTokens({ sort: '-lastUsedAt', limit: 10 }, { signal }),
  })

export const tokenUsageQuery = (organization: OrganizationId, tokenId: TokenId) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'usage', tokenId],
    queryFn: ({ signal }) => clientOf(organization).getTokenUsage({ tokenId }, { signal }),
  })

export const tokenPermissionsQuery = (organization: OrganizationId, tokenId: TokenId) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'permissions', tokenId],
    queryFn: ({ signal }) => clientOf(organization).getTokenPermissions({ tokenId }, { signal }),
  })

export const tokenActivityQuery = (organization: OrganizationId, tokenId: TokenId) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'activity', tokenId],
    queryFn: ({ signal }) => clientOf(organization).getTokenActivity({ tokenId, limit: 20 }, { signal }),
  })
