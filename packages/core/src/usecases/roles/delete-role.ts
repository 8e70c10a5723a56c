import { KeywardError, type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { RoleRecord } from '../../people/record.ts'
import type { Actor } from '../../ports.ts'
import { type Change, changeInTurn } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requirePermission } from '../rights/rights.ts'
import { roleSubject } from './create-role.ts'
import { lockRole } from './find-role.ts'

/** Deletes a role that nobody and nothing has. */
export async function deleteRole(
  deps: Deps,
  actor: Actor,
  { roleId }: ParsedOf<'deleteRole'>,
): Promise<OutputOf<'deleteRole'>> {
  await changeInTurn(deps, actor, async (making) => {
    const { writes, rights, tell, stale } = making
    requirePermission(rights, permission('keyward', 'roles', 'delete'))
    const role = await lockRole(making, roleId)
    await requireUnused(making, role)
    await writes.roles.remove(rights.organization.id, roleId)
    stale({ kind: 'role', key: roleId }, 'narrowing')
    tell({ kind: 'role.deleted', subject: roleSubject(role), facts: {} })
  })
  return { id: roleId }
}

/** Whoever gives a role locks it first, so none is given between this look and the end of the role. */
async function requireUnused({ writes, rights, now }: Change, { id, name }: RoleRecord): Promise<void> {
  const use = (await writes.roles.uses(rights.organization.id, now)).get(id)
  if (!use) return
  const users = [
    counted(use.members, 'member'),
    counted(use.invitations, 'open invitation'),
    counted(use.tokens, 'live API token'),
  ]
  throw new KeywardError('role_in_use', {
    detail: `The role ${name} is that of ${users.filter((each) => each !== undefined).join(', ')}. Give them another first.`,
  })
}

const counted = (count: number, what: string): string | undefined =>
  count === 0 ? undefined : `${count} ${what}${count === 1 ? '' : 's'}`
