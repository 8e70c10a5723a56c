import { type OutputOf, type ParsedOf, permission, type TokenId } from '@keyward/contract'
import type { Actor, TokenWhere } from '../../ports.ts'
import { DAY_MS } from '../../world.ts'
import type { Deps } from '../deps.ts'
import { mayReach } from '../rights/reach.ts'
import { readAs } from '../rights/read-as.ts'
import type { Rights } from '../rights/rights.ts'
import { firstNames } from '../tokens/first-names.ts'
import { eachSlice } from '../tokens/live-tokens.ts'
import { LIVE } from '../tokens/selection.ts'
import { foundMember } from './find-member.ts'
import { presentMember, roleNames } from './present-member.ts'

/** Fetches one member, with what would stop without them and what would go on. */
export async function getMember(
  deps: Deps,
  actor: Actor,
  { memberId }: ParsedOf<'getMember'>,
): Promise<OutputOf<'getMember'>> {
  const { rights, now } = await readAs(deps, actor, permission('keyward', 'members', 'read'))
  const { reads } = deps.store
  const member = foundMember(await reads.members.get(actor.organizationId, memberId), memberId)
  const live = { now, statuses: LIVE }
  const owned = await tokensOf(deps, rights, { ...live, visible: [{ reach: 'mine', memberId }] })
  const made = await tokensOf(deps, rights, {
    ...live,
    visible: [{ reach: 'organization' }],
    member: memberId,
  })
  const traffic = await deps.store.heavy.usage.traffic(actor.organizationId, owned.ids, now - DAY_MS)
  return {
    ...presentMember(member, await roleNames(reads, actor.organizationId)),
    footprint: {
      owned: {
        count: owned.ids.length,
        names: owned.names,
        callers: traffic.callers,
        callsLastDay: traffic.calls,
      },
      made: { count: made.ids.length, names: made.names },
    },
  }
}

/** Which tokens there are, and the first names of those that the actor may see. */
async function tokensOf({ store, timers }: Deps, rights: Rights, where: TokenWhere) {
  const ids: TokenId[] = []
  const first = firstNames()
  for await (const slice of eachSlice(store.heavy, timers, rights.organization.id, where))
    for (const { token } of slice) {
      ids.push(token.id)
      if (mayReach(rights, token.owner, 'read')) first.add(token.name)
    }
  return { ids, names: first.names }
}
