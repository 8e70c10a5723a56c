import type { MemberId, OrganizationId, Reach, RoleId, RoleRuleInput } from '@keyward/contract'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { clientOf } from '../client.ts'
import { tokensKey } from '../queries.ts'

/** Every answer about people of an organisation: what a change to one of them makes stale. */
export const membersKey = (organization: OrganizationId) => [organization, 'members'] as const

export const memberListQuery = (organization: OrganizationId, search: string) =>
  infiniteQueryOptions({
    queryKey: [...membersKey(organization), 'list', search],
    queryFn: ({ pageParam, signal }) =>
      clientOf(organization).listMembers(
        { ...(search && { search }), ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })

export const memberQuery = (organization: OrganizationId, memberId: MemberId) =>
  queryOptions({
    queryKey: [...membersKey(organization), 'one', memberId],
    queryFn: ({ signal }) => clientOf(organization).getMember({ memberId }, { signal }),
  })

/** The active members who have a role: how many there are, and the first of them. */
export const holdersQuery = (organization: OrganizationId, role: RoleId) =>
  queryOptions({
    queryKey: [...membersKey(organization), 'holding', role],
    queryFn: ({ signal }) =>
      clientOf(organization).listMembers({ role, status: 'active', limit: 10 }, { signal }),
  })

/** What a member owns or made: as old as the tokens it lists. */
export const memberTokensQuery = (organization: OrganizationId, member: MemberId, reach: Reach) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'of', member, reach],
    queryFn: ({ signal }) => clientOf(organization).listTokens({ member, reach, limit: 200 }, { signal }),
  })

export const invitationsQuery = (organization: OrganizationId) =>
  queryOptions({
    queryKey: [...membersKey(organization), 'invitations'],
    queryFn: ({ signal }) => clientOf(organization).listInvitations({ signal }),
  })

/** The live tokens that carry a role. */
export const roleTokensQuery = (organization: OrganizationId, role: RoleId) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'carrying', role],
    queryFn: ({ signal }) =>
      clientOf(organization).listTokens(
        { role, status: ['active', 'pending', 'stopped'], sort: 'name', limit: 20 },
        { signal },
      ),
  })

/** Whom a changed rule would hit: as old as the tokens it counts. */
export const rolePreviewQuery = (organization: OrganizationId, roleId: RoleId, rule: RoleRuleInput) =>
  queryOptions({
    queryKey: [...tokensKey(organization), 'under-role', roleId, rule],
    queryFn: ({ signal }) => clientOf(organization).previewRole({ roleId, rule }, { signal }),
    placeholderData: keepPreviousData,
  })
