import {
  type ExternalId,
  KeywardError,
  MemberId,
  OrganizationId,
  type OrganizationSettings,
  PutMemberInput,
  PutOrganizationInput,
  parseShape,
} from '@keyward/contract'
import { DEFAULT_SETTINGS, type MemberRecord, type OrganizationRecord } from '../people/record.ts'
import type { Writes } from '../ports.ts'
import { appendAudit } from './change.ts'
import type { Deps } from './deps.ts'
import { newId } from './new-id.ts'
import { requireRule } from './rule-of.ts'

const HOST = { kind: 'host', id: null, name: 'host' } as const
/** Makes or amends an organisation of the host's, found by the host's own id. */
export async function putOrganization(deps: Deps, raw: PutOrganizationInput): Promise<OrganizationRecord> {
  const input = parseShape(PutOrganizationInput, raw)
  const now = deps.clock.now()
  const committed = await deps.store.transact(async (writes) => {
    const before = await writes.organizations.byExternalId(input.externalId)
    const record: OrganizationRecord = {
      id: before?.id ?? OrganizationId.parse(newId('org', deps)),
      externalId: input.externalId,
      name: input.name,
      home: before?.home ?? false,
      settings: withContact(before?.settings ?? DEFAULT_SETTINGS, input.contact),
      createdAt: before?.createdAt ?? now,
    }
    if (before && sameOrganization(before, record)) return before
    await writes.organizations.put(record)
    const subject = { kind: 'organization', id: record.id, name: record.name } as const
    await appendAudit(deps, writes, record.id, [
      {
        chain: record.id,
        at: now,
        kind: 'organization.put',
        actor: HOST,
        subject,
        requestId: null,
        address: null,
        facts: {},
      },
    ])
    if (before) await writes.invalidate([{ kind: 'organization', key: record.id }], 'widening')
    return record
  })
  await deps.verifier.settle(committed)
  return committed.value
}

/** Makes or amends one person's membership. Deactivating them stops their personal tokens before it returns. */
export async function putMember(deps: Deps, raw: PutMemberInput): Promise<MemberRecord> {
  const input = parseShape(PutMemberInput, raw)
  const now = deps.clock.now()
  const committed = await deps.store.transact(async (writes) => {
    const organization = await organizationOf(writes, input.organization)
    await requireRule(writes.roles, organization.id, input.role, 'role')
    const before = await writes.members.byExternalId(organization.id, input.externalId)
    const record: MemberRecord = {
      id: before?.id ?? MemberId.parse(newId('mem', deps)),
      organizationId: organization.id,
      userId: before?.userId ?? null,
      externalId: input.externalId,
      name: input.name,
      email: input.email ?? null,
      role: input.role,
      active: input.active,
      createdAt: before?.createdAt ?? now,
      removedAt: null,
    }
    if (before && sameMember(before, record)) return before
    await writes.members.put(record)
    const subject = { kind: 'member', id: record.id, name: record.name } as const
    const facts = { role: record.role, active: record.active }
    await appendAudit(deps, writes, organization.id, [
      {
        chain: organization.id,
        at: now,
        kind: 'member.put',
        actor: HOST,
        subject,
        requestId: null,
        address: null,
        facts,
      },
    ])
    if (before) {
      const narrows = before.role !== record.role || (before.active && !record.active)
      await writes.invalidate([{ kind: 'member', key: record.id }], narrows ? 'narrowing' : 'widening')
    }
    return record
  })
  await deps.verifier.settle(committed)
  return committed.value
}

/** @throws KeywardError `organization_not_found` */
export async function organizationOf(
  {
    organizations,
  }: Pick<Writes, 'organizations'> | { organizations: Pick<Writes['organizations'], 'byExternalId'> },
  externalId: ExternalId,
): Promise<OrganizationRecord> {
  const organization = await organizations.byExternalId(externalId)
  if (organization) return organization
  throw new KeywardError('organization_not_found', {
    detail: `No organisation has the external id "${externalId}".`,
  })
}

const withContact = (settings: OrganizationSettings, contact: string | null | undefined) =>
  contact === undefined ? settings : { ...settings, contact }

const sameOrganization = (a: OrganizationRecord, b: OrganizationRecord) =>
  a.name === b.name && a.settings.contact === b.settings.contact
const sameMember = (a: MemberRecord, b: MemberRecord) =>
  a.name === b.name && a.email === b.email && a.role === b.role && a.active === b.active
