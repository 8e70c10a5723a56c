import type { RoleId } from '@keyward/contract'
import type { InferResult, Kysely } from 'kysely'
import { builtInRole } from '../../permission/roles.ts'
import type { GivenRule } from '../../permission/rule.ts'
import type { StoredToken, TokenUse } from '../../ports.ts'
import type { TokenFacts } from '../../token/record.ts'
import { memberFrom, organizationFrom } from '../people/people-rows.ts'
import type { Tables } from '../tables.ts'
import { secretFrom, tokenFrom } from './token-rows.ts'

const TOKEN = [
  'token.id',
  'token.organization_id',
  'token.name',
  'token.name_sort',
  'token.description',
  'token.owner_kind',
  'token.owner_member_id',
  'token.created_by_kind',
  'token.created_by_id',
  'token.created_by_name',
  'token.access_kind',
  'token.access_role',
  'token.scopes',
  'token.ceiling',
  'token.conditions',
  'token.catalogue_revision',
  'token.status',
  'token.created_at',
  'token.updated_at',
  'token.expires_at',
  'token.expires_sort',
  'token.revoked_at',
  'token.revoked_by_kind',
  'token.revoked_by_id',
  'token.revoked_by_name',
  'token.revoke_reason',
  'token.batch_id',
  'token.revoke_at_sign_out',
  'token.approval',
  'token.origin_member_id',
  'token.revision',
  'token.parent_id',
] as const

const BESIDE = [
  'organization.external_id as org_external_id',
  'organization.name as org_name',
  'organization.home as org_home',
  'organization.settings as org_settings',
  'organization.created_at as org_created_at',
  'member.user_id as member_user_id',
  'member.external_id as member_external_id',
  'member.name as member_name',
  'member.email as member_email',
  'member.role as member_role',
  'member.active as member_active',
  'member.created_at as member_created_at',
  'member.removed_at as member_removed_at',
  'access_role.rule as access_rule',
  'owner_role.rule as owner_rule',
  'token_use.last_used_at as use_at',
  'token_use.address as use_address',
  'token_use.agent as use_agent',
  'token_account.cap_since as account_cap_since',
  'token_account.cap_uses as account_cap_uses',
  'token_account.window_start as account_window_start',
  'token_account.window_ms as account_window_ms',
  'token_account.window_uses as account_window_uses',
  'token_secret.version as secret_version',
  'token_secret.scheme as secret_scheme',
  'token_secret.lookup as secret_lookup',
  'token_secret.digest as secret_digest',
  'token_secret.pepper_version as secret_pepper_version',
  'token_secret.prefix as secret_prefix',
  'token_secret.tail as secret_tail',
  'token_secret.created_at as secret_created_at',
  'token_secret.not_after as secret_not_after',
  'token_secret.quiet_ms as secret_quiet_ms',
] as const

/** Tokens with all that stands beside them, in one statement and so at one snapshot: a row for each secret. */
export const selectStored = (db: Kysely<Tables>) =>
  db
    .selectFrom('token')
    .innerJoin('organization', 'organization.id', 'token.organization_id')
    .innerJoin('token_secret', 'token_secret.token_id', 'token.id')
    .leftJoin('token_use', 'token_use.token_id', 'token.id')
    .leftJoin('token_account', 'token_account.token_id', 'token.id')
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
    .select([...TOKEN, ...BESIDE])

/** One token as `selectStored` finds it, and the invalidation head: also the head alone, at one snapshot. */
export const selectFill = (db: Kysely<Tables>, id: string) =>
  db
    .selectFrom('inval_head')
    .leftJoin(selectStored(db).where('token.id', '=', id).as('stored'), (join) => join.onTrue())
    .selectAll('stored')
    .select('inval_head.sequence as head')

export type FillRow = { head: number } & (StoredRow | { id: null })

export function fillFrom(rows: readonly FillRow[]): { facts: TokenFacts | undefined; head: number } {
  const found = rows.filter((row) => row.id !== null)
  return { facts: factsFrom(found), head: rows[0]?.head ?? 0 }
}

export type StoredRow = InferResult<ReturnType<typeof selectStored>>[number]

/** Folds rows, the secrets of a token one after the other, into tokens in the order of the rows. */
export function storedFrom(rows: readonly StoredRow[]): StoredToken[] {
  const groups = new Map<string, StoredRow[]>()
  for (const row of rows) {
    const group = groups.get(row.id)
    if (group) group.push(row)
    else groups.set(row.id, [row])
  }
  return [...groups.values()].flatMap((group) => {
    const facts = factsFrom(group)
    return facts
      ? [{ ...facts, use: useFrom(group), usesMade: usesMadeOf(facts, group), window: windowFrom(group) }]
      : []
  })
}

/** The rows of one token, or none. */
export function factsFrom(rows: readonly StoredRow[]): TokenFacts | undefined {
  const [row] = rows
  if (!row) return undefined
  return {
    token: tokenFrom(row),
    secrets: rows.map(secretOf).sort((a, b) => b.version - a.version),
    organization: organizationFrom({
      id: row.organization_id,
      external_id: row.org_external_id,
      name: row.org_name,
      home: row.org_home,
      settings: row.org_settings,
      created_at: row.org_created_at,
    }),
    owner: ownerOf(row),
    roles: {
      access: ruleOf(row.access_role, row.access_rule),
      owner: ruleOf(row.member_role, row.owner_rule),
    },
  }
}

const secretOf = (row: StoredRow) =>
  secretFrom({
    token_id: row.id,
    version: row.secret_version,
    scheme: row.secret_scheme,
    lookup: row.secret_lookup,
    digest: row.secret_digest,
    pepper_version: row.secret_pepper_version,
    prefix: row.secret_prefix,
    tail: row.secret_tail,
    created_at: row.secret_created_at,
    not_after: row.secret_not_after,
    quiet_ms: row.secret_quiet_ms,
  })

function ownerOf(row: StoredRow): TokenFacts['owner'] {
  const { owner_member_id, member_name, member_role, member_active, member_created_at } = row
  if (owner_member_id === null || member_name === null || member_role === null) return null
  return memberFrom({
    id: owner_member_id,
    organization_id: row.organization_id,
    user_id: row.member_user_id,
    external_id: row.member_external_id,
    name: member_name,
    email: row.member_email,
    role: member_role,
    active: member_active ?? 0,
    created_at: member_created_at ?? 0,
    removed_at: row.member_removed_at,
  })
}

/** What a role allows, be it built in or the organisation's own. */
export function ruleOf(role: string | null, own: string | null): GivenRule | undefined {
  if (role === null) return undefined
  return own === null ? builtInRole(role as RoleId)?.rule : (JSON.parse(own) as GivenRule)
}

function useFrom([row]: readonly StoredRow[]): TokenUse | null {
  if (!row?.use_at) return null
  return { lastUsedAt: row.use_at, address: row.use_address, agent: row.use_agent }
}

/** Counted from when the cap in force was set: what an earlier one counted does not matter. */
function usesMadeOf({ token }: TokenFacts, [row]: readonly StoredRow[]): number {
  const since = token.conditions.usageCap?.since
  return since !== undefined && row?.account_cap_since === since ? (row.account_cap_uses ?? 0) : 0
}

const windowFrom = ([row]: readonly StoredRow[]): StoredToken['window'] => ({
  start: row?.account_window_start ?? 0,
  ms: row?.account_window_ms ?? 0,
  uses: row?.account_window_uses ?? 0,
})
