import type { OrganizationId, Selection, TokenId } from '@keyward/contract'
import type { Reads, TokenWhere } from '../../ports.ts'
import { visibleReaches } from '../rights/reach.ts'
import type { Rights } from '../rights/rights.ts'
import { markAt } from './marks.ts'

/** The statuses from which a token can still be used, now or again. */
export const LIVE = ['pending', 'active', 'stopped'] as const

/** Ids read at once: taking so many over from another thread takes 4 ms. */
const SLICE = 10_000

/** The live tokens of a selection that the actor may revoke. */
export const revocable = (rights: Rights, selection: Selection, now: number): TokenWhere => ({
  ...revocableLike(rights, selection, now),
  ids: 'ids' in selection ? [...new Set(selection.ids)].sort() : undefined,
})

/** The same without the ids that it may name. */
export function revocableLike(rights: Rights, selection: Selection, now: number): TokenWhere {
  const filter = 'filter' in selection ? selection.filter : {}
  const asked = filter.status?.filter((status) => LIVE.some((live) => live === status))
  return {
    now,
    visible: visibleReaches(rights, 'revoke', filter.reach),
    statuses: asked ?? LIVE,
    access: filter.access,
    accessRole: filter.role,
    member: filter.member,
    mark: filter.mark && markAt(filter.mark, now),
    search: filter.search,
  }
}

/** The ids of all tokens that match, in their order, however many they are. */
export async function allIds(
  { tokens }: Pick<Reads, 'tokens'>,
  organizationId: OrganizationId,
  where: TokenWhere,
): Promise<TokenId[]> {
  const all: TokenId[] = []
  for (;;) {
    const slice = await tokens.ids(organizationId, where, all.at(-1) ?? null, SLICE)
    for (const id of slice) all.push(id)
    if (slice.length < SLICE) return all
  }
}
