import type { OrganizationId, Permission, TokenId } from '@keyward/contract'
import type { EffectiveParts } from '../permission/effective.ts'

/** What the tokens of all organisations were given, an organisation at a time: a change of the catalogue concerns all. */
export interface GrantReads {
  /** In the order of their ids, after one. */
  organizations(after: OrganizationId | null, limit: number): Promise<{ id: OrganizationId; home: boolean }[]>
  /** Of live tokens, in the order of their ids, after one. */
  page(
    organizationId: OrganizationId,
    now: number,
    after: TokenId | null,
    limit: number,
  ): Promise<GrantRecord[]>
  /** Which permissions of an API these tokens have used, and when last: a row for each token and permission. */
  used(
    organizationId: OrganizationId,
    ids: readonly TokenId[],
    slug: string,
  ): Promise<{ permission: Permission; lastAt: number }[]>
}

export type GrantRecord = EffectiveParts & { id: TokenId }
