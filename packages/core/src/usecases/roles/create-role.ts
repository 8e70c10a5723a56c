import { KeywardError, type OutputOf, type ParsedOf, permission, RoleId } from '@keyward/contract'
import type { RoleRecord } from '../../people/record.ts'
import { BUILT_IN_ROLES } from '../../permission/roles.ts'
import type { Actor } from '../../ports.ts'
import { type Change, changeInTurn } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { requirePermission } from '../rights/rights.ts'
import { presentRole } from './present-role.ts'
import { requireRuleHeld, settleRule } from './role-rule.ts'

/** Creates a role of the organisation's own, within what its maker holds. */
export async function createRole(
  deps: Deps,
  actor: Actor,
  { name, description, rule: input }: ParsedOf<'createRole'>,
): Promise<OutputOf<'createRole'>> {
  const { value } = await changeInTurn(deps, actor, async (making) => {
    const { writes, rights, index, now, tell } = making
    requirePermission(rights, permission('keyward', 'roles', 'create'))
    const rule = settleRule(input, index, rights.organization.home)
    requireRuleHeld(rights, rule, index, 'rule')
    await requireFreeName(making, name, undefined)
    const role: RoleRecord = {
      id: RoleId.parse(newId('role', deps)),
      organizationId: rights.organization.id,
      name,
      description,
      rule,
      revision: 1,
      createdAt: now,
      updatedAt: now,
    }
    await writes.roles.put(role)
    tell({ kind: 'role.created', subject: roleSubject(role), facts: { description, rule } })
    return presentRole(role, rights, index)
  })
  return value
}

/**
 * Sees to it that no two roles of an organisation are called the same, whatever the case of the letters.
 * @throws KeywardError `role_name_taken`
 */
export async function requireFreeName(
  { writes, rights }: Change,
  name: string,
  except: RoleId | undefined,
): Promise<void> {
  const others = [...BUILT_IN_ROLES, ...(await writes.roles.list(rights.organization.id))]
  const taken = others.find((role) => role.id !== except && folded(role.name) === folded(name))
  if (taken)
    throw new KeywardError('role_name_taken', {
      detail: `There is a role called ${taken.name} already.`,
      fields: [{ path: 'name', message: 'another role has this name' }],
    })
}

const folded = (name: string): string => name.normalize('NFKC').toLowerCase()

/** A role as an audit event names it. */
export const roleSubject = ({ id, name }: RoleRecord) => ({ kind: 'role', id, name }) as const
