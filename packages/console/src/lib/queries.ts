import type { OrganizationId, Policy, TokenId } from '@keyward/contract'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, clientOf } from './client.ts'
import { REFRESH_MS } from './presence.ts'
import { type TokenListSearch, toListInput } from './token/token-list-search.ts'

const MINUTE = 60_000
const REFRESHED_PAGES = 4

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => client.getSession({ signal }),
  staleTime: MINUTE,
})

export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: ({ signal }) => client.getProfile({ signal }),
})

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => client.listSessions({ signal }),
})

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => client.getSetup({ signal }),
  staleTime: 0,
})

export const catalogueQuery = (organization: OrganizationId) =>
  queryOptions({
    queryKey: [organization, 'catalogue'],
    queryFn: ({ signal }) => clientOf(organization).getCatalogue({ signal }),
    staleTime: MINUTE,
  })

export const rolesQuery = (organization: OrganizationId) =>
  queryOptions({
    queryKey: [organization, 'roles'],
    queryFn: ({ signal }) => clientOf(organization).listRoles({ signal }),
    staleTime: MINUTE,
  })

/** Every answer about tokens of an organisation: what a change to one of them makes stale. */
export const tokensKey = (organization: OrganizationId) => [organization, 'tokens'] as const

export const tokenListQuery = (organization: OrganizationId, search: TokenListSearch, everyone: boolean) =>
  infiniteQueryOptions({
    queryKey: [...tokensKey(organization), 'list', search, everyone],
    queryFn: ({ pageParam, signal }) =>
      clientOf(organization).listTokens(
        { ...toListInput(search, everyone), ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // Each page that was loaded is asked for again: of many, only when something has changed.
    refetchInterval: ({ state }) =>
      state.data && state.data.pages.length <= REFRESHED_PAGES ? REFRESH_MS : false,
  })

export const tokenQuery = (organization: OrganizationId, tokenId: TokenId) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'one', tokenId],
    queryFn: ({ signal }) => clientOf(organization).getToken({ tokenId }, { signal }),
  })

/** Tokens that wait for approval, whoever asked. */
export const waitingQuery = (organization: OrganizationId) =>
  infiniteQueryOptions({
    queryKey: [...tokensKey(organization), 'waiting'],
    queryFn: ({ pageParam, signal }) =>
      clientOf(organization).listTokens(
        { status: 'pending', sort: 'createdAt', ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

export const settingsQuery = (organization: OrganizationId) =>
  queryOptions({
    queryKey: [organization, 'settings'],
    queryFn: ({ signal }) => clientOf(organization).getSettings({ signal }),
    staleTime: MINUTE,
  })

/** Which live tokens break a policy: as old as the tokens it counts. */
export const policyPreviewQuery = (organization: OrganizationId, policy: Policy) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'breaking', policy],
    queryFn: ({ signal }) => clientOf(organization).previewPolicy({ policy }, { signal }),
    placeholderData: keepPreviousData,
  })
