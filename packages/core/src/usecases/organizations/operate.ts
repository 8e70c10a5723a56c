import { type ExternalId, KeywardError, permission } from '@keyward/contract'
import type { OrganizationRecord } from '../../people/record.ts'
import { expandRule } from '../../permission/expand.ts'
import { EVERYTHING } from '../../permission/rule.ts'
import type { Actor, Reads, Writes } from '../../ports.ts'
import { type Change, type Changed, changeWith } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { type Rights, requirePermission, rightsToWrite } from '../rights/rights.ts'

/** Who looks after organisations from outside: an operator of the installation, or the program that embeds Keyward. */
export type Operator = Actor | 'host'

/** The organisation that is looked after, locked; one that is still to be made does not exist yet. */
export type Target = { organization: OrganizationRecord; exists: boolean }

/** A change in an organisation from outside it. `operator`: their rights at home; undefined for the embedding program. */
export type Operation = Change & { rights: Rights & Target & { operator: Rights | undefined } }

const HOST = { kind: 'host', id: null, name: 'host' } as const

/**
 * Makes one change in an organisation from outside it. What an operator may do is decided by their rights at home; in
 * the organisation that they look after they act under their own name.
 * @throws KeywardError `permission_missing`
 */
export const operate = <T>(
  deps: Deps,
  by: Operator,
  find: (writes: Writes) => Promise<Target>,
  work: (making: Operation) => Promise<T>,
): Promise<Changed<T>> =>
  changeWith(
    deps,
    by === 'host' ? {} : by,
    async (writes, index, now) => {
      const target = await find(writes)
      const operator = by === 'host' ? undefined : await rightsToWrite(writes, by, index, now)
      if (operator)
        requirePermission(
          operator,
          permission('keyward', 'organizations', target.exists ? 'update' : 'create'),
        )
      return {
        ...target,
        operator,
        name: operator?.name ?? HOST,
        rule: EVERYTHING,
        permissions: expandRule(EVERYTHING, index, target.organization.home),
        member: null,
        memberRule: undefined,
        token: operator?.token ?? null,
        originMemberId: operator?.originMemberId ?? null,
        secondFactor: null,
      }
    },
    work,
  )

/** The organisation of the host's with an external id, locked. @throws KeywardError `organization_not_found` */
export const byExternalId =
  (externalId: ExternalId) =>
  async (writes: Writes): Promise<Target> => {
    const { id } = await organizationOf(writes, externalId)
    const organization = await writes.organizations.lock(id)
    if (!organization) throw new KeywardError('organization_not_found')
    return { organization, exists: true }
  }

/** @throws KeywardError `organization_not_found` */
export async function organizationOf(
  { organizations }: Pick<Reads, 'organizations'>,
  externalId: ExternalId,
): Promise<OrganizationRecord> {
  const organization = await organizations.byExternalId(externalId)
  if (organization) return organization
  throw new KeywardError('organization_not_found', {
    detail: `No organisation has the external id "${externalId}".`,
  })
}
