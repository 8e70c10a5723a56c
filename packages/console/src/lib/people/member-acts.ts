import { type Member, type Membership, permission, type Role } from '@keyward/contract'
import { apart } from '../names.ts'
import { whomToAsk, whyNotWith } from '../rights.ts'

/** What can be done to a member; each is why it cannot be done now, or undefined if it can. */
export type MemberActs = {
  changeRole: string | undefined
  deactivate: string | undefined
  reactivate: string | undefined
  remove: string | undefined
}

const OWNER = 'owner'

/** What the person at the screen may do to a member. `owners` counts the active Owners; undefined while unknown. */
export function decideMemberActs(
  member: Member,
  membership: Membership,
  owners: number | undefined,
  roles: readonly Role[],
): MemberActs {
  const held = heldByOwners(member, membership) ?? whyKept(member, owners)
  const why = (action: string, act: string) =>
    whyNotWith(membership, permission('keyward', 'members', action), act)
  const role = roles.find(({ id }) => id === member.role.id)
  return {
    changeRole: why('update', 'change roles of members') ?? held,
    deactivate: why('deactivate', 'deactivate members') ?? held,
    reactivate: why('deactivate', 'reactivate members') ?? (role && whyNotAssign(role, membership)),
    remove: why('remove', 'remove members') ?? held,
  }
}

/** Why a person may not give a role to somebody; undefined if they may. */
export function whyNotAssign(role: Role, membership: Membership): string | undefined {
  if (role.assignable) return undefined
  if (role.id === OWNER) return 'Only an Owner makes Owners.'
  return `It holds more than your own role: ask ${whomToAsk(membership)}.`
}

function heldByOwners(member: Member, { role }: Membership): string | undefined {
  if (member.role.id !== OWNER || role.id === OWNER) return undefined
  return 'Only an Owner changes what another Owner is. Ask one of them.'
}

function whyKept(member: Member, owners: number | undefined): string | undefined {
  if (member.role.id !== OWNER || member.status !== 'active' || owners === undefined || owners > 1)
    return undefined
  return `${apart(member.name)} is the only active Owner. Make somebody else an Owner first.`
}
