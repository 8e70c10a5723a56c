import { type OutputOf, type ParsedOf, permission, type TokenMark } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import { firstSlot, slotsOf } from '../../usage/slots.ts'
import { DAY_MS, HOUR_MS } from '../../world.ts'
import type { Deps } from '../deps.ts'
import { visibleReaches } from '../rights/reach.ts'
import { readAs } from '../rights/read-as.ts'
import { markAt } from '../tokens/marks.ts'
import { LIVE } from '../tokens/selection.ts'
import { DAYS, HOURS, presentSlot } from './get-token-usage.ts'

/** Says in numbers how many tokens there are and what they do. */
export async function getUsageSummary(
  deps: Deps,
  actor: Actor,
  { reach }: ParsedOf<'getUsageSummary'>,
): Promise<OutputOf<'getUsageSummary'>> {
  const { rights, now } = await readAs(deps, actor, permission('keyward', 'api-tokens', 'read'))
  const { reads, heavy } = deps.store
  const where = { now, visible: visibleReaches(rights, 'read', reach) }
  const of = actor.organizationId
  const marked = (mark: TokenMark) => heavy.tokens.count(of, { ...where, mark: markAt(mark, now) })
  const [live, expiringSoon, neverUsed, refusedLately, hours, days] = await Promise.all([
    heavy.tokens.count(of, { ...where, statuses: LIVE }),
    marked('expiring_soon'),
    marked('never_used'),
    marked('refused_lately'),
    reads.usage.hours(of, null, firstSlot(HOUR_MS, HOURS, now)),
    reads.usage.days(of, null, firstSlot(DAY_MS, DAYS, now)),
  ])
  return {
    live,
    expiringSoon,
    neverUsed,
    refusedLately,
    hours: slotsOf(hours, HOUR_MS, HOURS, now).map(presentSlot),
    days: slotsOf(days, DAY_MS, DAYS, now).map(presentSlot),
  }
}
