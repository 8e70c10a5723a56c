import type { OrganizationId, TokenId } from '@keyward/contract'
import { queryOptions } from '@tanstack/react-query'
import { clientOf } from './client.ts'
import { tokensKey } from './queries.ts'

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
