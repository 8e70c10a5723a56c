import type { ExternalId, OrganizationId } from '@keyward/contract'
import type { OrganizationRecord } from '../people/record.ts'

export interface OrganizationReads {
  get(id: OrganizationId): Promise<OrganizationRecord | undefined>
  byExternalId(externalId: ExternalId): Promise<OrganizationRecord | undefined>
  home(): Promise<OrganizationRecord | undefined>
  /** By name. Keyset: `after` is the last row's name and id. */
  page(query: OrganizationPageQuery): Promise<CountedOrganization[]>
  count(search: string | undefined): Promise<number>
}

export type OrganizationPageQuery = {
  /** Part of the name, or the whole external id. */
  search?: string | undefined
  /** Only this one. */
  id?: OrganizationId | undefined
  limit: number
  after: { name: string; id: OrganizationId } | null
}

/** An organisation and how many active members it has. */
export type CountedOrganization = { organization: OrganizationRecord; members: number }

export interface OrganizationWrites {
  /** The row, locked until the transaction ends. */
  lock(id: OrganizationId): Promise<OrganizationRecord | undefined>
  put(record: OrganizationRecord): Promise<void>
}
