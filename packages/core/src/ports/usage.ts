import type { OrganizationId, Permission, TokenId } from '@keyward/contract'
import type { RefusalEntry, UsageSlice } from '../usage/slice.ts'
import type { UsageCount } from '../usage/slots.ts'
import type { TokenWhere } from './tokens.ts'

export interface UsageWrites {
  /** Adds slices to the tables; tokens that are gone are passed over. At most 500. */
  add(slices: readonly UsageSlice[]): Promise<void>
  /**
   * Folds hours before `hours` into days; forgets days before `days`, and values' traffic before `versions`.
   * One slice of tokens at a time: answers whether there may be more.
   */
  fold(before: { hours: number; days: number; versions: number }): Promise<boolean>
}

export interface UsageReads {
  /** What ending these tokens would hit: their owners, and whoever called with them since `since`, by address. */
  consequence(organizationId: OrganizationId, where: TokenWhere, since: number): Promise<Consequence>
  /** Traffic of a set of tokens since `since`. Callers are distinct addresses. */
  traffic(
    organizationId: OrganizationId,
    ids: readonly TokenId[],
    since: number,
  ): Promise<{ calls: number; callers: number }>
  /** Calls by outcome and hour or day, since `since`: of one token, or of the whole organisation. */
  hours(organizationId: OrganizationId, id: TokenId | null, since: number): Promise<UsageCount[]>
  days(organizationId: OrganizationId, id: TokenId | null, since: number): Promise<UsageCount[]>
  permissions(organizationId: OrganizationId, id: TokenId): Promise<PermissionUse[]>
  /** The latest first. */
  callers(organizationId: OrganizationId, id: TokenId): Promise<UsageSlice['callers'][number][]>
  /** Allowed calls by value and hour, while two of them lived. */
  versions(organizationId: OrganizationId, id: TokenId): Promise<UsageSlice['versions'][number][]>
  /** The latest first. */
  refusals(organizationId: OrganizationId, id: TokenId): Promise<RefusalEntry[]>
}

export type Consequence = {
  tokens: number
  owners: number
  /** The first ten, by name. */
  names: string[]
  calls: number
  callers: number
}

export type PermissionUse = { permission: Permission; count: number; firstAt: number; lastAt: number }
