import { KeywardError, type RoleId } from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import type { MemberRecord } from '../../people/record.ts'
import { standing } from '../../permission/effective.ts'
import { OWNER_ROLE } from '../../permission/roles.ts'
import type { GivenRule } from '../../permission/rule.ts'
import type { Writes } from '../../ports.ts'
import type { Change } from '../change/change.ts'
import { isOwner, type Rights } from '../rights/rights.ts'
import { requireRule } from '../rights/rule-of.ts'
import { requireRuleHeld } from '../roles/role-rule.ts'

/** Only an Owner makes, changes or unmakes an Owner. @throws KeywardError `owner_required` */
export function requireOwnerFor(rights: Rights, ...roles: RoleId[]): void {
  if (!roles.includes(OWNER_ROLE) || isOwner(rights)) return
  throw new KeywardError('owner_required', {
    detail: rights.token
      ? 'Only an Owner in person makes and unmakes Owners: no API token does.'
      : 'Ask an Owner of this organisation.',
  })
}

/**
 * Lets a role be given to a person: it must exist, and nobody gives one above their own.
 * @throws KeywardError `role_unknown`, `owner_required`, `scope_exceeds_rights`
 */
export async function requireAssignable({ writes, rights, index }: Change, role: RoleId): Promise<void> {
  requireGivable(rights, role, await requireRule(writes.roles, rights.organization.id, role, 'role'), index)
}

/** The same for a role whose rule was read. @throws KeywardError `owner_required`, `scope_exceeds_rights` */
export function requireGivable(rights: Rights, role: RoleId, rule: GivenRule, index: CatalogueIndex): void {
  requireOwnerFor(rights, role)
  requireRuleHeld(rights, standing(rule, index), index, 'role')
}

/**
 * Keeps the last active Owner: an organisation that has one is never left without. Whoever calls holds the
 * organisation's turn, so that two Owners cannot unmake each other at once.
 * @throws KeywardError `last_owner`
 */
export async function keepLastOwner(
  { members }: Pick<Writes, 'members'>,
  before: MemberRecord,
  after: Pick<MemberRecord, 'role' | 'active'>,
): Promise<void> {
  if (!isActiveOwner(before) || isActiveOwner(after)) return
  const owners = await members.count(before.organizationId, { role: OWNER_ROLE, active: true })
  if (owners > 1) return
  throw new KeywardError('last_owner', {
    detail: `${before.name} is the only active Owner. Make somebody else an Owner first.`,
  })
}

const isActiveOwner = ({ role, active }: Pick<MemberRecord, 'role' | 'active'>): boolean =>
  active && role === OWNER_ROLE
