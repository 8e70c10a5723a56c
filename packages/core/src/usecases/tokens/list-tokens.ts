import type { OutputOf, ParsedOf } from '@keyward/contract'
import type { Actor, TokenWhere } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { visibleReaches } from '../rights/reach.ts'
import { readAs } from '../rights/read-as.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { markAt } from './marks.ts'
import { presentListed } from './present-token.ts'
import { countSeats } from './require-seat.ts'

/** Lists the tokens that the actor may read, a page at a time. */
export async function listTokens(
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'listTokens'>,
): Promise<OutputOf<'listTokens'>> {
  const { rights, index, now } = await readAs(deps, actor)
  const { reads, heavy } = deps.store
  const where: TokenWhere = {
    now,
    visible: visibleReaches(rights, 'read', input.reach),
    statuses: input.status,
    access: input.access,
    accessRole: input.role,
    member: input.member,
    mark: input.mark && markAt(input.mark, now),
    search: input.search,
  }
  const sort = input.sort ?? 'default'
  const after = input.cursor === undefined ? null : decodeCursor(sort, input.cursor)
  const own = input.reach === 'mine' ? rights.member?.id : undefined
  // A mark is looked up token by token, and the few that bear it may stand far apart.
  const { tokens } = where.mark ? heavy : reads
  const [rows, total, seats] = await Promise.all([
    tokens.page(actor.organizationId, { ...where, sort, limit: input.limit + 1, after }),
    heavy.tokens.count(actor.organizationId, where),
    own ? countSeats(reads, rights, own, now) : null,
  ])
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  return {
    tokens: page.map((row) => presentListed(row, index, now, deps.verifier.unspent(row.token.id))),
    total,
    nextCursor: rows.length > input.limit && last ? encodeCursor(sort, last, now) : null,
    seats,
  }
}
