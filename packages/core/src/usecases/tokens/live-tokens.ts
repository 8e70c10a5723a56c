import type { OrganizationId, TokenId } from '@keyward/contract'
import type { Reads, StoredToken, TokenWhere } from '../../ports.ts'
import type { Timers } from '../../world.ts'
import { breathe } from '../breathe.ts'

/** Tokens read at once: few enough that making them out of their rows holds nobody up. */
const SLICE = 200

/** Whoever owns a token. */
export const EVERY_REACH = [{ reach: 'organization' }, { reach: 'members', exceptMemberId: null }] as const

/** Every live token of an organisation, whoever owns it. */
export const everyLiveToken = (now: number): TokenWhere => ({
  now,
  visible: EVERY_REACH,
  statuses: ['pending', 'active', 'stopped'],
})

/** Goes through the tokens that match, slice by slice, in id order, letting others work between two. */
export async function* eachSlice(
  { tokens }: Pick<Reads, 'tokens'>,
  timers: Timers,
  organizationId: OrganizationId,
  where: TokenWhere,
): AsyncGenerator<readonly StoredToken[]> {
  let after: TokenId | null = null
  for (;;) {
    const ids: readonly TokenId[] = await tokens.ids(organizationId, where, after, SLICE)
    if (ids.length === 0) return
    yield await tokens.findMany(organizationId, ids)
    after = ids.at(-1) ?? null
    await breathe(timers)
  }
}
