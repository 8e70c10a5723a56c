import type { OrganizationId, Permission, TokenId } from '@keyward/contract'
import type { Kysely } from 'kysely'
import type { GrantReads } from '../../ports.ts'
import type { Tables } from '../tables.ts'
import { ruleOf } from '../tokens/stored-token.ts'
import { accessFrom, ceilingFrom } from '../tokens/token-rows.ts'

export const grantReads = (db: Kysely<Tables>): GrantReads => ({
  async organizations(after, limit) {
    const rows = await db
      .selectFrom('organization')
      .select(['id', 'home'])
      .where('id', '>', after ?? '')
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map(({ id, home }) => ({ id: id as OrganizationId, home: home === 1 }))
  },
  async page(organizationId, now, after, limit) {
    const rows = await db
      .selectFrom('token')
      .leftJoin('member', 'member.id', 'token.owner_member_id')
      .leftJoin('role as access_role', (join) =>
        join
          .onRef('access_role.id', '=', 'token.access_role')
          .onRef('access_role.organization_id', '=', 'token.organization_id'),
      )
      .leftJoin('role as owner_role', (join) =>
        join
          .onRef('owner_role.id', '=', 'member.role')
          .onRef('owner_role.organization_id', '=', 'token.organization_id'),
      )
      .where('token.organization_id', '=', organizationId)
      .where('token.status', '!=', 'revoked')
      .where('token.expires_sort', '>', now)
      .where('token.id', '>', after ?? '')
      .select(['token.id', 'token.access_kind', 'token.access_role', 'token.scopes', 'token.ceiling'])
      .select(['token.catalogue_revision', 'member.role', 'member.active'])
      .select(['access_role.rule as access_rule', 'owner_role.rule as owner_rule'])
      .orderBy('token.id')
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      id: row.id as TokenId,
      access: accessFrom(row),
      accessRole: ruleOf(row.access_role, row.access_rule),
      ceiling: ceilingFrom(row),
      catalogueRevision: row.catalogue_revision,
      owner:
        row.role === null
          ? { kind: 'organization' }
          : { kind: 'user', active: row.active === 1, role: ruleOf(row.role, row.owner_rule) },
    }))
  },
  async used(organizationId, ids, slug) {
    const rows = await db
      .selectFrom('usage_permission')
      .innerJoin('token', 'token.id', 'usage_permission.token_id')
      .where('token.organization_id', '=', organizationId)
      .where('usage_permission.token_id', 'in', [...ids])
      // `0` is the character after `/`: everything in between starts with the slug and a slash.
      .where('usage_permission.permission', '>', `${slug}/`)
      .where('usage_permission.permission', '<', `${slug}0`)
      .select(['usage_permission.permission', 'usage_permission.last_at'])
      .execute()
    return rows.map(({ permission, last_at }) => ({ permission: permission as Permission, lastAt: last_at }))
  },
})
