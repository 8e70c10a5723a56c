import type { OrganizationId } from '@keyward/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { clientOf } from '../client.ts'
import { catalogueQuery } from '../queries.ts'

const PAGE = 20

/** Who uses an API now. Stale with the catalogue. */
export const apiUseQuery = (organization: OrganizationId, slug: string) =>
  queryOptions({
    queryKey: [...catalogueQuery(organization).queryKey, 'use', slug],
    queryFn: ({ signal }) => clientOf(organization).getApiUse({ slug }, { signal }),
  })

/** Every revision there was, the newest first. */
export const revisionsQuery = (organization: OrganizationId) =>
  infiniteQueryOptions({
    queryKey: [...catalogueQuery(organization).queryKey, 'revisions'],
    queryFn: ({ pageParam, signal }) =>
      clientOf(organization).listCatalogueRevisions(
        { limit: PAGE, ...(pageParam !== null && { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ revisions }) =>
      revisions.length < PAGE ? null : (revisions.at(-1)?.revision ?? null),
  })

/** The catalogue as it stood at one revision, which never changes. */
export const revisionQuery = (organization: OrganizationId, revision: number) =>
  queryOptions({
    queryKey: [...catalogueQuery(organization).queryKey, 'revision', revision],
    queryFn: ({ signal }) => clientOf(organization).getCatalogueRevision({ revision }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What taking an API away would change, as of now. */
export const removalQuery = (organization: OrganizationId, slug: string) =>
  queryOptions({
    queryKey: [...catalogueQuery(organization).queryKey, 'removal', slug],
    queryFn: ({ signal }) => clientOf(organization).previewApiRemoval({ slug }, { signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
