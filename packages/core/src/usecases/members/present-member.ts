import type { Member, OrganizationId, RoleId } from '@keyward/contract'
import type { MemberRecord } from '../../people/record.ts'
import { BUILT_IN_ROLES } from '../../permission/roles.ts'
import type { Reads } from '../../ports.ts'
import { instant } from '../instant.ts'

/** What the roles of an organisation are called. */
export type RoleNames = ReadonlyMap<RoleId, string>

export async function roleNames(
  { roles }: Pick<Reads, 'roles'>,
  organizationId: OrganizationId,
): Promise<RoleNames> {
  const own = await roles.list(organizationId)
  return new Map([...BUILT_IN_ROLES, ...own].map(({ id, name }) => [id, name]))
}

/** A role as it is named beside a person; its id where it has no name any more. */
export const namedRole = (id: RoleId, names: RoleNames) => ({ id, name: names.get(id) ?? id })

/** A membership as others in the organisation see it. */
export const presentMember = (member: MemberRecord, names: RoleNames): Member => ({
  id: member.id,
  externalId: member.externalId,
  name: member.name,
  email: member.email,
  role: namedRole(member.role, names),
  status: member.active ? 'active' : 'deactivated',
  signsIn: member.userId !== null,
  createdAt: instant(member.createdAt),
})

/** A member as an audit event names them. */
export const memberSubject = ({ id, name }: Pick<MemberRecord, 'id' | 'name'>) =>
  ({ kind: 'member', id, name }) as const
