import { MemberId, type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { Actor, MemberWhere } from '../../ports.ts'
import { readNameCursor, writeCursor } from '../cursor.ts'
import type { Deps } from '../deps.ts'
import { readAs } from '../rights/read-as.ts'
import { presentMember, roleNames } from './present-member.ts'

/** Lists the members of the organisation by name, a page at a time. */
export async function listMembers(
  deps: Deps,
  actor: Actor,
  { search, status, role, limit, cursor }: ParsedOf<'listMembers'>,
): Promise<OutputOf<'listMembers'>> {
  const { now } = await readAs(deps, actor, permission('keyward', 'members', 'read'))
  const { reads } = deps.store
  const where: MemberWhere = { search, role, active: status && status === 'active' }
  const after = cursor === undefined ? null : readNameCursor(cursor, MemberId)
  const [rows, total, names] = await Promise.all([
    reads.members.page(actor.organizationId, { ...where, limit: limit + 1, after }),
    reads.members.count(actor.organizationId, where),
    roleNames(reads, actor.organizationId),
  ])
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const ids = page.map(({ id }) => id)
  const live = await reads.tokens.liveByOwner(actor.organizationId, ids, now)
  return {
    members: page.map((member) => ({
      ...presentMember(member, names),
      liveTokens: live.get(member.id) ?? 0,
    })),
    total,
    nextCursor: rows.length > limit && last ? writeCursor(last.name, last.id) : null,
  }
}
