import type { Selection } from '@keyward/contract'
import type { TokenWhere } from '../ports.ts'
import { visibleReaches } from './reach.ts'
import type { Rights } from './rights.ts'

/** The statuses from which a token can still be used, now or again. */
export const LIVE = ['pending', 'active', 'stopped'] as const

/** The live tokens of a selection that the actor may revoke. */
export function revocable(rights: Rights, selection: Selection, now: number): TokenWhere {
  const filter = 'filter' in selection ? selection.filter : {}
  const asked = filter.status?.filter((status) => LIVE.some((live) => live === status))
  return {
    now,
    visible: visibleReaches(rights, 'revoke', filter.reach),
    statuses: asked ?? LIVE,
    access: filter.access,
    member: filter.member,
    search: filter.search,
    ids: 'ids' in selection ? [...new Set(selection.ids)] : undefined,
  }
}
