import {
  type OutputOf,
  type ParsedOf,
  type Permission,
  permission,
  type RoleId,
  type TokenId,
} from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import { effectivePermissions, standing } from '../../permission/effective.ts'
import { expandRule } from '../../permission/expand.ts'
import type { Actor, Reads, TokenWhere } from '../../ports.ts'
import { partsOf } from '../../token/parts.ts'
import { DAY_MS } from '../../world.ts'
import type { Deps } from '../deps.ts'
import { mayReach } from '../rights/reach.ts'
import { readAs } from '../rights/read-as.ts'
import type { Rights } from '../rights/rights.ts'
import { firstNames } from '../tokens/first-names.ts'
import { EVERY_REACH, eachSlice } from '../tokens/live-tokens.ts'
import { LIVE } from '../tokens/selection.ts'
import { foundRole, refuseBuiltIn } from './find-role.ts'
import { settleRule } from './role-rule.ts'

const READ_MEMBERS = permission('keyward', 'members', 'read')
const NAMES_SHOWN = 10

/** Says what a changed rule would do to the members and the live tokens that have the role. */
export async function previewRole(
  deps: Deps,
  actor: Actor,
  { roleId, rule }: ParsedOf<'previewRole'>,
): Promise<OutputOf<'previewRole'>> {
  const { rights, index, now } = await readAs(deps, actor, permission('keyward', 'roles', 'update'))
  const { reads } = deps.store
  refuseBuiltIn(roleId)
  const role = foundRole(await reads.roles.get(actor.organizationId, roleId), roleId)
  const { home } = rights.organization
  const held = expandRule(standing(role.rule, index), index, home)
  const next = expandRule(settleRule(rule, index, home), index, home)
  const lost = new Set([...held].filter((each) => !next.has(each)))
  const where: TokenWhere = { now, visible: EVERY_REACH, statuses: LIVE, role: roleId }
  return {
    gained: [...next].filter((each) => !held.has(each)).sort(),
    lost: [...lost].sort(),
    members: await membersHit(reads, rights, roleId),
    tokens: lost.size > 0 ? await tokensHit(deps, rights, index, where, lost) : NONE_HIT,
  }
}

const NONE_HIT = { count: 0, names: [], callers: 0, callsLastDay: 0 }

async function membersHit({ members }: Reads, { organization, permissions }: Rights, role: RoleId) {
  const where = { role, active: true }
  const [first, count] = await Promise.all([
    members.page(organization.id, { ...where, limit: NAMES_SHOWN, after: null }),
    members.count(organization.id, where),
  ])
  return { count, names: permissions.has(READ_MEMBERS) ? first.map(({ name }) => name) : [] }
}

/** The tokens that may do something today that they would lose. */
async function tokensHit(
  { store: { heavy }, timers }: Deps,
  rights: Rights,
  index: CatalogueIndex,
  where: TokenWhere,
  lost: ReadonlySet<Permission>,
) {
  const { organization } = rights
  const ids: TokenId[] = []
  const first = firstNames()
  for await (const slice of eachSlice(heavy, timers, organization.id, where))
    for (const stored of slice) {
      const may = effectivePermissions(partsOf(stored), index, organization.home)
      if (![...lost].some((each) => may.has(each))) continue
      ids.push(stored.token.id)
      if (mayReach(rights, stored.token.owner, 'read')) first.add(stored.token.name)
    }
  const { calls, callers } = await heavy.usage.traffic(organization.id, ids, where.now - DAY_MS)
  return {
    count: ids.length,
    names: first.names,
    callers,
    callsLastDay: calls,
  }
}
