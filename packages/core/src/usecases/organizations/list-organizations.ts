import {
  KeywardError,
  type Organization,
  OrganizationId,
  type OutputOf,
  type ParsedOf,
  permission,
} from '@keyward/contract'
import type { Actor, Reads } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { decodeNameCursor, encodeNameCursor } from '../members/name-cursor.ts'
import { requirePermission, rightsToRead } from '../rights/rights.ts'
import { presentOrganization } from './present-organization.ts'

/** Lists the organisations of the installation by name, a page at a time. */
export async function listOrganizations(
  deps: Deps,
  actor: Actor,
  { search, limit, cursor }: ParsedOf<'listOrganizations'>,
): Promise<OutputOf<'listOrganizations'>> {
  await requireOperator(deps, actor)
  const { organizations } = deps.store.reads
  const after = cursor === undefined ? null : decodeNameCursor(cursor, OrganizationId)
  const [rows, total] = await Promise.all([
    organizations.page({ search, limit: limit + 1, after }),
    organizations.count(search),
  ])
  const page = rows.slice(0, limit)
  const last = page.at(-1)?.organization
  return {
    organizations: page.map(presentOrganization),
    total,
    nextCursor: rows.length > limit && last ? encodeNameCursor(last) : null,
  }
}

/** Fetches one organisation. */
export async function getOrganization(
  deps: Deps,
  actor: Actor,
  { organizationId }: ParsedOf<'getOrganization'>,
): Promise<OutputOf<'getOrganization'>> {
  await requireOperator(deps, actor)
  return findOrganization(deps.store.reads, organizationId)
}

/** @throws KeywardError `organization_not_found` */
export async function findOrganization(
  { organizations }: Pick<Reads, 'organizations'>,
  id: OrganizationId,
): Promise<Organization> {
  const [counted] = await organizations.page({ id, limit: 1, after: null })
  return presentOrganization(foundOrganization(counted, id))
}

/** @throws KeywardError `organization_not_found` */
export function foundOrganization<O>(organization: O | undefined, id: OrganizationId): O {
  if (organization) return organization
  throw new KeywardError('organization_not_found', { detail: `No organisation has the id ${id}.` })
}

async function requireOperator({ store, catalogue, clock }: Deps, actor: Actor): Promise<void> {
  const rights = await rightsToRead(store.reads, actor, await catalogue.current(), clock.now())
  requirePermission(rights, permission('keyward', 'organizations', 'read'))
}
