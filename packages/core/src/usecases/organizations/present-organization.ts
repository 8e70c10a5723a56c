import type { Organization } from '@keyward/contract'
import type { OrganizationRecord } from '../../people/record.ts'
import type { CountedOrganization } from '../../ports.ts'
import { instant } from '../instant.ts'

/** An organisation as the operators of the installation see it. */
export const presentOrganization = ({ organization, members }: CountedOrganization): Organization => ({
  id: organization.id,
  externalId: organization.externalId,
  name: organization.name,
  home: organization.home,
  members,
  createdAt: instant(organization.createdAt),
})

/** An organisation as an audit event names it. */
export const organizationSubject = ({ id, name }: OrganizationRecord) =>
  ({ kind: 'organization', id, name }) as const
