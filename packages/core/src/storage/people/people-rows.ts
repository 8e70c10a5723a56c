import {
  type ActorName,
  type ExternalId,
  type InvitationId,
  type MemberId,
  type OrganizationId,
  OrganizationSettings,
  type RoleId,
} from '@keyward/contract'
import type { InvitationRecord, MemberRecord, OrganizationRecord, RoleRecord } from '../../people/record.ts'
import type { GivenRule } from '../../permission/rule.ts'
import { nameOrder } from '../order.ts'
import type { InvitationTable, MemberTable, OrganizationTable, RoleTable } from '../tables.ts'

export const organizationFrom = (row: Omit<OrganizationTable, 'name_sort'>): OrganizationRecord => ({
  id: row.id as OrganizationId,
  externalId: row.external_id as ExternalId | null,
  name: row.name,
  home: row.home === 1,
  settings: OrganizationSettings.parse(JSON.parse(row.settings)),
  createdAt: row.created_at,
})

export const organizationRow = (record: OrganizationRecord): OrganizationTable => ({
  id: record.id,
  external_id: record.externalId,
  name: record.name,
  name_sort: nameOrder(record.name),
  home: Number(record.home),
  settings: JSON.stringify(record.settings),
  created_at: record.createdAt,
})

export const memberFrom = (row: Omit<MemberTable, 'name_sort'>): MemberRecord => ({
  id: row.id as MemberId,
  organizationId: row.organization_id as OrganizationId,
  userId: row.user_id,
  externalId: row.external_id as ExternalId | null,
  name: row.name,
  email: row.email,
  role: row.role as RoleId,
  active: row.active === 1,
  createdAt: row.created_at,
  removedAt: row.removed_at,
})

export const memberRow = (record: MemberRecord): MemberTable => ({
  id: record.id,
  organization_id: record.organizationId,
  user_id: record.userId,
  external_id: record.externalId,
  name: record.name,
  name_sort: nameOrder(record.name),
  email: record.email,
  role: record.role,
  active: Number(record.active),
  created_at: record.createdAt,
  removed_at: record.removedAt,
})

export const roleFrom = (row: RoleTable): RoleRecord => ({
  id: row.id as RoleId,
  organizationId: row.organization_id as OrganizationId,
  name: row.name,
  description: row.description,
  rule: JSON.parse(row.rule) as GivenRule,
  revision: row.revision,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const roleRow = (record: RoleRecord): RoleTable => ({
  id: record.id,
  organization_id: record.organizationId,
  name: record.name,
  description: record.description,
  rule: JSON.stringify(record.rule),
  revision: record.revision,
  created_at: record.createdAt,
  updated_at: record.updatedAt,
})

export const invitationFrom = (row: InvitationTable): InvitationRecord => ({
  id: row.id as InvitationId,
  organizationId: row.organization_id as OrganizationId,
  email: row.email,
  role: row.role as RoleId,
  secretHash: row.secret_hash,
  invitedBy: { kind: row.invited_by_kind, id: row.invited_by_id, name: row.invited_by_name } as ActorName,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  acceptedAt: row.accepted_at,
})

export const invitationRow = (record: InvitationRecord): InvitationTable => ({
  id: record.id,
  organization_id: record.organizationId,
  email: record.email,
  email_key: emailKey(record.email),
  role: record.role,
  secret_hash: record.secretHash,
  invited_by_kind: record.invitedBy.kind,
  invited_by_id: record.invitedBy.id,
  invited_by_name: record.invitedBy.name,
  created_at: record.createdAt,
  expires_at: record.expiresAt,
  accepted_at: record.acceptedAt,
})

/** An e-mail as it is compared: people write theirs in any case. */
export const emailKey = (email: string): string => email.normalize('NFC').toLowerCase()
