import type { ExternalId, MemberId, OrganizationId, RoleId } from '@keyward/contract'
import type { MemberRecord } from '../people/record.ts'

/** Members as they are; those who were removed are not found. */
export interface MemberReads {
  get(organizationId: OrganizationId, id: MemberId): Promise<MemberRecord | undefined>
  byUser(organizationId: OrganizationId, userId: string): Promise<MemberRecord | undefined>
  byExternalId(organizationId: OrganizationId, externalId: ExternalId): Promise<MemberRecord | undefined>
  byEmail(organizationId: OrganizationId, email: string): Promise<MemberRecord | undefined>
  /** The memberships of one signed-in person, over all organisations. */
  ofUser(userId: string, which: 'active' | 'all'): Promise<MemberRecord[]>
  /** The active members among these. */
  active(organizationId: OrganizationId, ids: readonly MemberId[]): Promise<MemberRecord[]>
  /** The active members who have one of these roles. */
  withRoles(organizationId: OrganizationId, roles: readonly RoleId[]): Promise<MemberRecord[]>
  /** Since when a signed-in person has had an active membership without a gap; undefined: they have none. */
  activeSince(userId: string): Promise<number | undefined>
  /** By name. Keyset: `after` is the last row's name and id. */
  page(organizationId: OrganizationId, query: MemberPageQuery): Promise<MemberRecord[]>
  count(organizationId: OrganizationId, where: MemberWhere): Promise<number>
}

/** Which members; those who were removed are none any more. */
export type MemberWhere = {
  active?: boolean | undefined
  role?: RoleId | undefined
  /** Part of the name or of the e-mail. */
  search?: string | undefined
}

export type MemberPageQuery = MemberWhere & {
  limit: number
  after: { name: string; id: MemberId } | null
}

export interface MemberWrites {
  /** The row, locked until the transaction ends. */
  lock(organizationId: OrganizationId, id: MemberId): Promise<MemberRecord | undefined>
  put(record: MemberRecord): Promise<void>
}
