import { type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import { changeInTurn } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requirePermission } from '../rights/rights.ts'
import { lockMember } from './find-member.ts'
import { keepLastOwner, requireAssignable, requireOwnerFor } from './owners.ts'
import { memberSubject, presentMember, roleNames } from './present-member.ts'

const DEACTIVATE = permission('keyward', 'members', 'deactivate')

/** Deactivates a member. Asked again, it answers as the first time: once their tokens have stopped everywhere. */
export async function deactivateMember(
  deps: Deps,
  actor: Actor,
  { memberId }: ParsedOf<'deactivateMember'>,
): Promise<OutputOf<'deactivateMember'>> {
  const { value, receipt } = await changeInTurn(deps, actor, async (making) => {
    const { writes, rights, tell, stale } = making
    requirePermission(rights, DEACTIVATE)
    const before = await lockMember(making, memberId)
    requireOwnerFor(rights, before.role)
    const after = { ...before, active: false }
    await keepLastOwner(writes, before, after)
    stale({ kind: 'member', key: memberId }, 'narrowing')
    if (before.active) {
      await writes.members.put(after)
      tell({ kind: 'member.deactivated', subject: memberSubject(after), facts: {} })
    }
    return presentMember(after, await roleNames(writes, rights.organization.id))
  })
  return { member: value, receipt }
}

/** Reactivates a member, by somebody who could give them their role today. */
export async function reactivateMember(
  deps: Deps,
  actor: Actor,
  { memberId }: ParsedOf<'reactivateMember'>,
): Promise<OutputOf<'reactivateMember'>> {
  const { value } = await changeInTurn(deps, actor, async (making) => {
    const { writes, rights, tell, stale } = making
    requirePermission(rights, DEACTIVATE)
    const before = await lockMember(making, memberId)
    await requireAssignable(making, before.role)
    const after = { ...before, active: true }
    if (!before.active) {
      await writes.members.put(after)
      stale({ kind: 'member', key: memberId }, 'widening')
      tell({ kind: 'member.reactivated', subject: memberSubject(after), facts: {} })
    }
    return presentMember(after, await roleNames(writes, rights.organization.id))
  })
  return { member: value }
}
