import {
  type ExternalId,
  KeywardError,
  OrganizationId,
  type OrganizationSettings,
  type OutputOf,
  type ParsedOf,
} from '@keyward/contract'
import { DEFAULT_SETTINGS, type OrganizationRecord } from '../../people/record.ts'
import type { Actor, Writes } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { findOrganization } from './list-organizations.ts'
import { type Operator, operate, type Target } from './operate.ts'
import { organizationSubject } from './present-organization.ts'

type Input = ParsedOf<'putOrganization'>

/** Makes or amends an organisation of the host's, found by the host's own id. */
export async function putOrganization(
  deps: Deps,
  actor: Actor,
  input: Input,
): Promise<OutputOf<'putOrganization'>> {
  const { id } = await putOrganizationAs(deps, actor, input)
  return findOrganization(deps.store.reads, id)
}

/** The same, for the program that embeds Keyward as well. */
export async function putOrganizationAs(
  deps: Deps,
  by: Operator,
  { externalId, name, contact }: Input,
): Promise<OrganizationRecord> {
  const { value } = await operate(
    deps,
    by,
    (writes) => findOrMake(deps, writes, externalId, name),
    async ({ writes, rights, tell, stale }) => {
      const { organization: before, exists } = rights
      const after = { ...before, name, settings: withContact(before.settings, contact) }
      if (exists && same(before, after)) return before
      await writes.organizations.put(after)
      if (exists) stale({ kind: 'organization', key: after.id }, 'widening')
      tell({ kind: 'organization.put', subject: organizationSubject(after), facts: { externalId } })
      return after
    },
  )
  return value
}

async function findOrMake(
  deps: Deps,
  { organizations }: Writes,
  externalId: ExternalId,
  name: string,
): Promise<Target> {
  const known = await organizations.byExternalId(externalId)
  const locked = known && (await organizations.lock(known.id))
  if (locked) return { organization: locked, exists: true }
  return { organization: newOrganization(deps, name, externalId), exists: false }
}

/** An organisation as it begins. */
export const newOrganization = (
  deps: Pick<Deps, 'clock' | 'random'>,
  name: string,
  externalId: ExternalId | null,
): OrganizationRecord => ({
  id: OrganizationId.parse(newId('org', deps)),
  externalId,
  name,
  home: false,
  settings: DEFAULT_SETTINGS,
  createdAt: deps.clock.now(),
})

/** @throws KeywardError `external_id_taken` */
export async function requireFreeExternalId(
  { organizations }: Writes,
  externalId: ExternalId,
  except: OrganizationId | undefined,
): Promise<void> {
  const holder = await organizations.byExternalId(externalId)
  if (!holder || holder.id === except) return
  throw new KeywardError('external_id_taken', {
    detail: `${holder.name} has the external id "${externalId}".`,
    fields: [{ path: 'externalId', message: 'another organisation has it' }],
  })
}

const withContact = (settings: OrganizationSettings, contact: string | null | undefined) =>
  contact === undefined ? settings : { ...settings, contact }

const same = (a: OrganizationRecord, b: OrganizationRecord): boolean =>
  a.name === b.name && a.settings.contact === b.settings.contact
