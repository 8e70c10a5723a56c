import type { OrganizationId } from '@keyward/contract'
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { clientOf } from '../client.ts'
import { tokensKey } from '../queries.ts'
import { type AuditSearch, toAuditInput } from './audit-search.ts'

export const auditQuery = (organization: OrganizationId, search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: [...tokensKey(organization), 'audit', search],
    queryFn: ({ pageParam, signal }) =>
      clientOf(organization).listAuditEvents(
        { ...toAuditInput(search), ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
