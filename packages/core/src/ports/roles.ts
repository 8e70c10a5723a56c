import type { OrganizationId, RoleId } from '@keyward/contract'
import type { RoleRecord } from '../people/record.ts'

/** The roles of an organisation's own. */
export interface RoleReads {
  get(organizationId: OrganizationId, id: RoleId): Promise<RoleRecord | undefined>
  list(organizationId: OrganizationId): Promise<RoleRecord[]>
  /** For each role that somebody or something has: how many members, open invitations, and live tokens by access. */
  uses(organizationId: OrganizationId, now: number): Promise<ReadonlyMap<RoleId, RoleUse>>
}

export type RoleUse = { members: number; invitations: number; tokens: number }

export interface RoleWrites {
  /** The row, locked until the transaction ends. */
  lock(organizationId: OrganizationId, id: RoleId): Promise<RoleRecord | undefined>
  put(record: RoleRecord): Promise<void>
  remove(organizationId: OrganizationId, id: RoleId): Promise<void>
}
