import { MemberId, type OutputOf, type ParsedOf, type Receipt } from '@keyward/contract'
import type { MemberRecord } from '../../people/record.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { keepLastOwner } from '../members/owners.ts'
import { memberSubject, presentMember, roleNames } from '../members/present-member.ts'
import { newId } from '../new-id.ts'
import { byExternalId, type Operation, type Operator, operate } from './operate.ts'
import { requireGivable } from './require-givable.ts'

type Input = ParsedOf<'putMember'>

/** Makes or amends one person's membership. Whatever it takes away is gone everywhere before it returns. */
export async function putMember(deps: Deps, actor: Actor, input: Input): Promise<OutputOf<'putMember'>> {
  const { member, receipt } = await putMemberAs(deps, actor, input)
  const names = await roleNames(deps.store.reads, member.organizationId)
  return { member: presentMember(member, names), receipt }
}

/** The same, for the program that embeds Keyward as well. */
export async function putMemberAs(
  deps: Deps,
  by: Operator,
  input: Input,
): Promise<{ member: MemberRecord; receipt: Receipt | null }> {
  const { value, receipt } = await operate(deps, by, byExternalId(input.externalId), (making) =>
    put(deps, making, input),
  )
  return { member: value.member, receipt: value.narrowed ? receipt : null }
}

async function put(deps: Deps, making: Operation, input: Input) {
  const { writes, rights, now, tell, stale } = making
  const organizationId = rights.organization.id
  const { memberExternalId: externalId, name, email = null, role, active } = input
  const known = await writes.members.byExternalId(organizationId, externalId)
  const before = known && (await writes.members.lock(organizationId, known.id))
  const raised = before?.role !== role || (active && !before.active)
  await requireGivable(making, role, raised)
  const member: MemberRecord = {
    ...(before ?? { id: MemberId.parse(newId('mem', deps)), organizationId, userId: null, createdAt: now }),
    externalId,
    name,
    email,
    role,
    active,
    removedAt: null,
  }
  if (before && same(before, member)) {
    // Asked again, a deactivation answers as the first time: once it is in force everywhere.
    if (!active) stale({ kind: 'member', key: before.id }, 'narrowing')
    return { member: before, narrowed: !active }
  }
  if (before) await keepLastOwner(writes, before, member)
  const narrowed = before !== undefined && (before.role !== role || (before.active && !active))
  await writes.members.put(member)
  if (before) stale({ kind: 'member', key: member.id }, narrowed ? 'narrowing' : 'widening')
  tell({ kind: 'member.put', subject: memberSubject(member), facts: { role, active } })
  return { member, narrowed }
}

const same = (a: MemberRecord, b: MemberRecord) =>
  a.name === b.name && a.email === b.email && a.role === b.role && a.active === b.active
