import type {
  Access,
  ActorName,
  BatchId,
  MemberId,
  OrganizationId,
  Permission,
  RevokeReason,
  RoleId,
  Status,
  TokenId,
} from '@keyward/contract'
import type { Rule } from '../../permission/rule.ts'
import { type Conditions, hasConditions, UNCONDITIONAL } from '../../token/conditions.ts'
import type { Approval, SecretRecord, ShrinkRecord, TokenRecord, Tombstone } from '../../token/record.ts'
import { expiryOrder, nameOrder } from '../order.ts'
import type { TokenSecretTable, TokenShrinkTable, TokenTable, TombstoneTable } from '../tables.ts'

export const tokenFrom = (row: TokenTable): TokenRecord => ({
  id: row.id as TokenId,
  organizationId: row.organization_id as OrganizationId,
  name: row.name,
  description: row.description,
  owner: ownerFrom(row),
  createdBy: actorFrom(row.created_by_kind, row.created_by_id, row.created_by_name),
  access: accessFrom(row),
  ceiling: ceilingFrom(row),
  catalogueRevision: row.catalogue_revision,
  conditions: conditionsFrom(row.conditions),
  status: row.status as Status,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  expiresAt: row.expires_at,
  revokeAtSignOut: row.revoke_at_sign_out === 1,
  approval: row.approval === null ? null : (JSON.parse(row.approval) as Approval),
  originMemberId: row.origin_member_id as MemberId | null,
  revocation: revocationFrom(row),
  revision: row.revision,
  parentId: row.parent_id as TokenId | null,
})

export const tokenRow = (record: TokenRecord): TokenTable => ({
  id: record.id,
  organization_id: record.organizationId,
  name: record.name,
  name_sort: nameOrder(record.name),
  description: record.description,
  owner_kind: record.owner.kind,
  owner_member_id: record.owner.kind === 'user' ? record.owner.memberId : null,
  created_by_kind: record.createdBy.kind,
  created_by_id: record.createdBy.id,
  created_by_name: record.createdBy.name,
  access_kind: record.access.kind,
  access_role: record.access.kind === 'role' ? record.access.role : null,
  scopes: record.access.kind === 'custom' ? JSON.stringify(record.access.scopes) : null,
  ceiling: record.ceiling === null ? null : JSON.stringify(record.ceiling),
  conditions: hasConditions(record.conditions) ? JSON.stringify(record.conditions) : null,
  catalogue_revision: record.catalogueRevision,
  status: record.status,
  created_at: record.createdAt,
  updated_at: record.updatedAt,
  expires_at: record.expiresAt,
  expires_sort: expiryOrder(record.expiresAt),
  ...revocationRow(record.revocation),
  revoke_at_sign_out: Number(record.revokeAtSignOut),
  approval: record.approval === null ? null : JSON.stringify(record.approval),
  origin_member_id: record.originMemberId,
  revision: record.revision,
  parent_id: record.parentId,
})

export const revocationRow = (revocation: TokenRecord['revocation']) => ({
  revoked_at: revocation?.at ?? null,
  revoked_by_kind: revocation?.by.kind ?? null,
  revoked_by_id: revocation?.by.id ?? null,
  revoked_by_name: revocation?.by.name ?? null,
  revoke_reason: revocation?.reason ?? null,
  batch_id: revocation?.batchId ?? null,
})

export const conditionsFrom = (text: string | null): Conditions =>
  text === null ? UNCONDITIONAL : (JSON.parse(text) as Conditions)

const ownerFrom = (row: { owner_kind: string; owner_member_id: string | null }): TokenRecord['owner'] =>
  row.owner_kind === 'user'
    ? { kind: 'user', memberId: row.owner_member_id as MemberId }
    : { kind: 'organization' }

export const actorFrom = (kind: string | null, id: string | null, name: string | null) =>
  ({ kind, id, name }) as ActorName

export const ceilingFrom = ({ ceiling }: Pick<TokenTable, 'ceiling'>): TokenRecord['ceiling'] =>
  ceiling === null ? null : (JSON.parse(ceiling) as Rule)

export function accessFrom(row: Pick<TokenTable, 'access_kind' | 'access_role' | 'scopes'>): Access {
  if (row.access_kind === 'role') return { kind: 'role', role: row.access_role as RoleId }
  if (row.access_kind === 'custom') return { kind: 'custom', scopes: list(row.scopes) }
  return { kind: row.access_kind } as Access
}

function revocationFrom(row: TokenTable): TokenRecord['revocation'] {
  if (row.revoked_at === null) return null
  return {
    at: row.revoked_at,
    by: actorFrom(row.revoked_by_kind, row.revoked_by_id, row.revoked_by_name),
    reason: row.revoke_reason as RevokeReason,
    batchId: row.batch_id as BatchId | null,
  }
}

const list = (text: string | null) => JSON.parse(text ?? '[]') as Permission[]

export const secretFrom = (row: TokenSecretTable): SecretRecord => ({
  tokenId: row.token_id as TokenId,
  version: row.version,
  scheme: row.scheme as SecretRecord['scheme'],
  lookup: row.lookup,
  digest: row.digest,
  pepperVersion: row.pepper_version,
  prefix: row.prefix,
  tail: row.tail,
  createdAt: row.created_at,
  notAfter: row.not_after,
  quietMs: row.quiet_ms,
})

export const secretRow = (record: SecretRecord): TokenSecretTable => ({
  token_id: record.tokenId,
  version: record.version,
  scheme: record.scheme,
  lookup: record.lookup,
  digest: record.digest,
  pepper_version: record.pepperVersion,
  prefix: record.prefix,
  tail: record.tail,
  created_at: record.createdAt,
  not_after: record.notAfter,
  quiet_ms: record.quietMs,
})

export const tombstoneFrom = (row: TombstoneTable): Tombstone => ({
  id: row.id as TokenId,
  organizationId: row.organization_id as OrganizationId,
  name: row.name,
  owner: ownerFrom(row),
  access: JSON.parse(row.access) as Access,
  createdAt: row.created_at,
  deletedAt: row.deleted_at,
})

export const tombstoneRow = (record: Tombstone): TombstoneTable => ({
  id: record.id,
  organization_id: record.organizationId,
  name: record.name,
  owner_kind: record.owner.kind,
  owner_member_id: record.owner.kind === 'user' ? record.owner.memberId : null,
  access: JSON.stringify(record.access),
  created_at: record.createdAt,
  deleted_at: record.deletedAt,
})

export const shrinkFrom = (row: TokenShrinkTable): ShrinkRecord => ({
  tokenId: row.token_id as TokenId,
  access: JSON.parse(row.access) as Access,
  ceiling: row.ceiling === null ? null : (JSON.parse(row.ceiling) as Rule),
  at: row.at,
  by: actorFrom(row.by_kind, row.by_id, row.by_name),
})

export const shrinkRow = ({ tokenId, access, ceiling, at, by }: ShrinkRecord): TokenShrinkTable => ({
  token_id: tokenId,
  access: JSON.stringify(access),
  ceiling: ceiling === null ? null : JSON.stringify(ceiling),
  at,
  by_kind: by.kind,
  by_id: by.id,
  by_name: by.name,
})

export const tokenIdFrom = (id: string) => id as TokenId
