import type { OutputOf, ParsedOf } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import { difference, given } from '../change/amendment.ts'
import type { Deps } from '../deps.ts'
import { findOrganization, foundOrganization } from './list-organizations.ts'
import { operate } from './operate.ts'
import { organizationSubject } from './present-organization.ts'
import { requireFreeExternalId } from './put-organization.ts'

/** Changes an organisation's name or external id. */
export async function updateOrganization(
  deps: Deps,
  actor: Actor,
  { organizationId, ...input }: ParsedOf<'updateOrganization'>,
): Promise<OutputOf<'updateOrganization'>> {
  await operate(
    deps,
    actor,
    async ({ organizations }) => ({
      organization: foundOrganization(await organizations.lock(organizationId), organizationId),
      exists: true,
    }),
    async ({ writes, rights, tell, stale }) => {
      const before = rights.organization
      const after = { ...before, ...given(input) }
      if (after.externalId !== null) await requireFreeExternalId(writes, after.externalId, after.id)
      await writes.organizations.put(after)
      stale({ kind: 'organization', key: after.id }, 'widening')
      tell({
        kind: 'organization.updated',
        subject: organizationSubject(after),
        facts: difference(pick(before), pick(after)),
      })
    },
  )
  return findOrganization(deps.store.reads, organizationId)
}

const pick = ({ name, externalId }: { name: string; externalId: string | null }) => ({ name, externalId })
