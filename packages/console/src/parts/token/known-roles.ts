import type { Role } from '@keyward/contract'
import { useQuery } from '@tanstack/react-query'
import { rolesQuery } from '../../lib/queries.ts'
import { mayList } from '../../lib/rights.ts'
import { useMembership, useOrganization } from '../membership.tsx'

/** The roles, as far as they are told to the person and have come. */
export function useKnownRoles(): readonly Role[] {
  const membership = useMembership()
  const { organization } = useOrganization()
  const { data } = useQuery({ ...rolesQuery(organization), enabled: mayList(membership, 'listRoles') })
  return data?.roles ?? []
}
