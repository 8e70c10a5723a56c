import type { InvitationId, OrganizationId } from '@keyward/contract'
import type { InvitationRecord } from '../people/record.ts'

/** Invitations into an organisation. */
export interface InvitationReads {
  get(organizationId: OrganizationId, id: InvitationId): Promise<InvitationRecord | undefined>
  /** Those that nobody has accepted, the newest first. */
  open(organizationId: OrganizationId, limit: number): Promise<InvitationRecord[]>
}

export interface InvitationWrites {
  /** The row, locked until the transaction ends. */
  lock(organizationId: OrganizationId, id: InvitationId): Promise<InvitationRecord | undefined>
  put(record: InvitationRecord): Promise<void>
  remove(organizationId: OrganizationId, id: InvitationId): Promise<void>
  /** Removes those to an e-mail that nobody has accepted, and accepted ones that were issued before an instant. */
  forget(organizationId: OrganizationId, email: string, before: number): Promise<void>
}
