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

/** The same where a part may also stand alone on the page, outside of an organisation's shell. */
export const useMaybeMembership = (): Membership | undefined => useContext(MembershipContext)

/** The organisation that the screen shows, and the way to the server inside it. */
export function useOrganization(): { organization: OrganizationId; client: Client } {
  const { organization } = useMembership()
  return { organization: organization.id, client: clientOf(organization.id) }
}
