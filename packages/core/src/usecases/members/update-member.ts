import { type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { MemberRecord } from '../../people/record.ts'
import type { Actor } from '../../ports.ts'
import { difference, given } from '../change/amendment.ts'
import { changeInTurn } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requirePermission } from '../rights/rights.ts'
import { lockMember } from './find-member.ts'
import { keepLastOwner, requireAssignable, requireOwnerFor } from './owners.ts'
import { memberSubject, presentMember, roleNames } from './present-member.ts'

/** Changes what a member is called or may do. */
export async function updateMember(
  deps: Deps,
  actor: Actor,
  { memberId, ...input }: ParsedOf<'updateMember'>,
): Promise<OutputOf<'updateMember'>> {
  const { value, receipt } = await changeInTurn(deps, actor, async (making) => {
    const { writes, rights, tell, stale } = making
    requirePermission(rights, permission('keyward', 'members', 'update'))
    const before = await lockMember(making, memberId)
    const after: MemberRecord = { ...before, ...given(input) }
    const narrowed = input.role !== undefined
    if (after.role !== before.role) {
      requireOwnerFor(rights, before.role)
      await requireAssignable(making, after.role)
      await keepLastOwner(writes, before, after)
    }
    await writes.members.put(after)
    stale({ kind: 'member', key: memberId }, narrowed ? 'narrowing' : 'widening')
    tell({
      kind: 'member.updated',
      subject: memberSubject(after),
      facts: difference(told(before), told(after)),
    })
    return { member: presentMember(after, await roleNames(writes, rights.organization.id)), narrowed }
  })
  return { member: value.member, receipt: value.narrowed ? receipt : null }
}

const told = ({ name, role }: MemberRecord) => ({ name, role })
