import type { Client } from '@keyward/client'
import type { Membership, OrganizationId } from '@keyward/contract'
import { createContext, useContext } from 'react'
import { clientOf } from '../lib/client.ts'

const MembershipContext = createContext<Membership | undefined>(undefined)

export const MembershipProvider = MembershipContext.Provider

/** Who the person at the screen is in the organisation that it shows. */
export function useMembership(): Membership {
  const membership = useContext(MembershipContext)
  if (!membership) throw new TypeError('useMembership: no MembershipProvider above')
  return membership
}

/** Whether this stands inside an organisation's shell, or alone on the page. */
export const useInsideShell = (): boolean => useContext(MembershipContext) !== undefined

/** The organisation that the screen shows, and the way to the server inside it. */
export function useOrganization(): { organization: OrganizationId; client: Client } {
  const { organization } = useMembership()
  return { organization: organization.id, client: clientOf(organization.id) }
}
