import { KeywardError, type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import { canonical } from '../../audit/canonical.ts'
import type { RoleRecord } from '../../people/record.ts'
import { standing } from '../../permission/effective.ts'
import { expandRule } from '../../permission/expand.ts'
import type { Actor } from '../../ports.ts'
import { difference, given } from '../change/amendment.ts'
import { type Change, changeInTurn } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requirePermission } from '../rights/rights.ts'
import { requireFreeName, roleSubject } from './create-role.ts'
import { lockRole } from './find-role.ts'
import { presentRole } from './present-role.ts'
import { requireRuleHeld, settleRule } from './role-rule.ts'

type Input = ParsedOf<'updateRole'>

/** Changes a role. What it narrows is refused everywhere when it returns. */
export async function updateRole(
  deps: Deps,
  actor: Actor,
  { roleId, ...input }: Input,
): Promise<OutputOf<'updateRole'>> {
  const { value, receipt } = await changeInTurn(deps, actor, async (making) => {
    const { writes, rights, index, now, tell, stale } = making
    requirePermission(rights, permission('keyward', 'roles', 'update'))
    const before = await lockRole(making, roleId)
    const after = { ...(await amend(making, before, input)), revision: before.revision + 1, updatedAt: now }
    const narrowed = input.rule !== undefined && (narrows(making, before, after) || same(before, after))
    await writes.roles.put(after)
    stale({ kind: 'role', key: roleId }, narrowed ? 'narrowing' : 'widening')
    tell({ kind: 'role.updated', subject: roleSubject(after), facts: difference(told(before), told(after)) })
    const uses = await writes.roles.uses(rights.organization.id, now)
    return { role: presentRole(after, rights, index, uses.get(roleId)), narrowed }
  })
  return { role: value.role, receipt: value.narrowed ? receipt : null }
}

async function amend(
  making: Change,
  before: RoleRecord,
  { revision, ...fields }: Omit<Input, 'roleId'>,
): Promise<RoleRecord> {
  const { rights, index } = making
  if (revision !== undefined && revision !== before.revision)
    throw new KeywardError('role_changed', {
      detail: `The role stands at revision ${before.revision}, not ${revision}.`,
    })
  const { rule: input, ...names } = given(fields)
  if (names.name !== undefined) await requireFreeName(making, names.name, before.id)
  if (input === undefined) return { ...before, ...names }
  const rule = settleRule(input, index, rights.organization.home)
  requireRuleHeld(rights, rule, index, 'rule', standing(before.rule, index))
  return { ...before, ...names, rule }
}

/** A list that once followed the catalogue narrows too: what is added later is no longer in it. */
function narrows({ rights, index }: Change, before: RoleRecord, after: RoleRecord): boolean {
  const { home } = rights.organization
  const left = expandRule(standing(after.rule, index), index, home)
  return [...expandRule(standing(before.rule, index), index, home)].some((each) => !left.has(each))
}

/** Whoever asks again may have lost the first answer: it is given once that change is in force everywhere. */
const same = (before: RoleRecord, after: RoleRecord): boolean =>
  canonical({ ...before.rule }) === canonical({ ...after.rule })

const told = ({ name, description, rule }: RoleRecord) => ({ name, description, rule })
