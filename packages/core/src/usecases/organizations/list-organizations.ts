import {
  KeywardError,
  type Organization,
  OrganizationId,
  type OutputOf,
  type ParsedOf,
  permission,
} from '@keyward/contract'
import type { Actor, Reads } from '../../ports.ts'
import { readNameCursor, writeCursor } from '../cursor.ts'
import type { Deps } from '../deps.ts'
import { readAs } from '../rights/read-as.ts'
import { presentOrganization } from './present-organization.ts'

const READ = permission('keyward', 'organizations', 'read')

/** Lists the organisations of the installation by name, a page at a time. */
export async function listOrganizations(
  deps: Deps,
  actor: Actor,
  { search, limit, cursor }: ParsedOf<'listOrganizations'>,
): Promise<OutputOf<'listOrganizations'>> {
  await readAs(deps, actor, READ)
  const { organizations } = deps.store.reads
  const after = cursor === undefined ? null : readNameCursor(cursor, OrganizationId)
  const [rows, total] = await Promise.all([
    organizations.page({ search, limit: limit + 1, after }),
    organizations.count(search),
  ])
  const page = rows.slice(0, limit)
  const last = page.at(-1)?.organization
  return {
    organizations: page.map(presentOrganization),
    total,
    nextCursor: rows.length > limit && last ? writeCursor(last.name, last.id) : null,
  }
}

/** Fetches one organisation. */
export async function getOrganization(
  deps: Deps,
  actor: Actor,
  { organizationId }: ParsedOf<'getOrganization'>,
): Promise<OutputOf<'getOrganization'>> {
  await readAs(deps, actor, READ)
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
