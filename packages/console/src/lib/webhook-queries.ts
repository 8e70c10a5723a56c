import type { OrganizationId, WebhookId } from '@keyward/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { clientOf } from './client.ts'

const FRESH_MS = 3_000

/** Every answer about webhooks of an organisation: what a change to one of them makes stale. */
export const webhooksKey = (organization: OrganizationId) => [organization, 'webhooks'] as const

export const webhookListQuery = (organization: OrganizationId) =>
  queryOptions({
    queryKey: [...webhooksKey(organization), 'list'],
    queryFn: ({ signal }) => clientOf(organization).listWebhooks({ signal }),
  })

/** Looked at again every few seconds while somebody looks: it may be switched off meanwhile. */
export const webhookQuery = (organization: OrganizationId, webhookId: WebhookId) =>
  queryOptions({
    queryKey: [...webhooksKey(organization), 'one', webhookId],
    queryFn: ({ signal }) => clientOf(organization).getWebhook({ webhookId }, { signal }),
    refetchInterval: FRESH_MS,
  })

/** What was posted, the newest first, as it goes on. */
export const deliveriesQuery = (organization: OrganizationId, webhookId: WebhookId) =>
  infiniteQueryOptions({
    queryKey: [...webhooksKey(organization), 'deliveries', webhookId],
    queryFn: ({ pageParam, signal }) =>
      clientOf(organization).listDeliveries(
        { webhookId, limit: 20, ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: FRESH_MS,
  })
