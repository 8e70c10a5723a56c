import type { OrganizationId } from '@keyward/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { clientOf } from './client.ts'

const FRESH_MS = 5_000

/** The mails that are owed, the newest first. Looked at again every few seconds while somebody looks. */
export const outboxQuery = (organization: OrganizationId) =>
  infiniteQueryOptions({
    queryKey: [organization, 'outbox'],
    queryFn: ({ pageParam, signal }) =>
      clientOf(organization).listNotices(
        { limit: 20, ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: FRESH_MS,
  })

export const preferencesQuery = (organization: OrganizationId) =>
  queryOptions({
    queryKey: [organization, 'mail-preferences'],
    queryFn: ({ signal }) => clientOf(organization).getNoticePreferences({ signal }),
  })
