import { type ActorName, type AuditKind, KeywardError, type MemberId, SecurityEvent } from '@keyward/contract'
import type { MemberRecord } from '../../people/record.ts'
import type { Actor, RequestContext, Writes } from '../../ports.ts'
import { type Change, type Changed, changeWith } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { NOBODYS_RIGHTS } from '../rights/nobody.ts'

type Where = Pick<Actor, 'organizationId' | 'context'>

/** What happened to a person's own account, as every organisation of theirs is told it. */
export type AccountEvent = Extract<AuditKind, `account.${string}`>

/** A change in one organisation that follows from what a person did to their own account. */
export const changeOfAccount = <T>(
  deps: Deps,
  where: Where,
  memberId: MemberId,
  by: ActorName | undefined,
  work: (making: Change, member: MemberRecord) => Promise<T>,
): Promise<Changed<T>> => {
  const { organizationId } = where
  const lock = async (writes: Writes): Promise<MemberRecord> => {
    const member = await writes.members.lock(organizationId, memberId)
    if (!member) throw new KeywardError('member_not_found')
    return member
  }
  const rightsNow = async (writes: Writes) => {
    const organization = await writes.organizations.get(organizationId)
    if (!organization) throw new KeywardError('organization_not_found')
    const member = await lock(writes)
    return {
      ...NOBODYS_RIGHTS,
      name: by ?? selfOf(member),
      organization,
      member,
      originMemberId: member.id,
    }
  }
  return changeWith(deps, where, rightsNow, async (making) => work(making, await lock(making.writes)))
}

/** Tells each organisation of a person, in its audit, that a way of theirs to sign in has changed; and mails it to them, once. */
export async function tellOfAccount(
  deps: Deps,
  userId: string,
  kind: AccountEvent,
  context?: RequestContext,
): Promise<void> {
  const [first, ...more] = await deps.store.reads.members.ofUser(userId, 'active')
  const tellThere = ({ organizationId, id }: MemberRecord, mailed: boolean) =>
    changeOfAccount(deps, { organizationId, context }, id, undefined, async ({ tell, owe, now }, member) => {
      tell({ kind, subject: selfOf(member), facts: {} })
      const item = mailed && securityItem(kind, now, context)
      if (item && member.email !== null)
        owe({ to: { memberId: member.id, name: member.name, address: member.email }, item })
    })
  if (first) await tellThere(first, true)
  for (const member of more) await tellThere(member, false)
}

function securityItem(kind: AccountEvent, at: number, context: RequestContext | undefined) {
  const event = SecurityEvent.safeParse(kind.slice('account.'.length))
  if (!event.success) return undefined
  return { kind: 'security', at, event: event.data, address: context?.address ?? null, agent: null } as const
}

/** Gives a person a new name in each of their organisations. */
export async function renamePerson(
  deps: Deps,
  userId: string,
  name: string,
  context?: RequestContext,
): Promise<void> {
  for (const { organizationId, id } of await deps.store.reads.members.ofUser(userId, 'all'))
    await changeOfAccount(deps, { organizationId, context }, id, undefined, (making, member) =>
      rename(making, member, name),
    )
}

async function rename({ writes, tell, stale }: Change, member: MemberRecord, name: string): Promise<void> {
  if (member.name === name) return
  await writes.members.put({ ...member, name })
  stale({ kind: 'member', key: member.id }, 'widening')
  tell({
    kind: 'account.renamed',
    subject: { kind: 'member', id: member.id, name },
    facts: { before: { name: member.name }, after: { name } },
  })
}

const selfOf = ({ id, name }: MemberRecord) => ({ kind: 'member', id, name }) as const
