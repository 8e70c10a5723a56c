import {
  type ActorName,
  type ExternalId,
  type InvitationId,
  type MemberId,
  type OrganizationId,
  OrganizationSettings,
  type RoleId,
} from '@keyward/contract'
import type { GivenRule } from '../permission/rule.ts'

/** What an organisation has decided that has decided nothing yet. */
export const DEFAULT_SETTINGS: OrganizationSettings = OrganizationSettings.parse({})

/** An organisation and what it has decided for itself. `createdAt`: epoch milliseconds. */
export type OrganizationRecord = {
  id: OrganizationId
  externalId: ExternalId | null
  name: string
  home: boolean
  settings: OrganizationSettings
  createdAt: number
}

/** One person's membership in one organisation. */
export type MemberRecord = {
  id: MemberId
  organizationId: OrganizationId
  /** The signed-in person's id at the identity provider; null for people whom only the host knows. */
  userId: string | null
  externalId: ExternalId | null
  name: string
  email: string | null
  role: RoleId
  active: boolean
  createdAt: number
  /** Since when they are no member any more. Their row stays for the tokens that they owned. */
  removedAt: number | null
}

/** A role of an organisation's own. Its rights are kept as the rule that they are. */
export type RoleRecord = {
  id: RoleId
  organizationId: OrganizationId
  name: string
  description: string
  rule: GivenRule
  /** Grows by one with each change. */
  revision: number
  createdAt: number
  updatedAt: number
}

/** Somebody who was asked to join. Of the link's secret only a hash is kept. */
export type InvitationRecord = {
  id: InvitationId
  organizationId: OrganizationId
  email: string
  role: RoleId
  secretHash: string
  invitedBy: ActorName
  createdAt: number
  expiresAt: number
  acceptedAt: number | null
}
