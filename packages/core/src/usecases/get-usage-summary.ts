import { type OutputOf, permission } from '@keyward/contract'
import type { Actor } from '../ports.ts'
import { firstSlot, slotsOf } from '../usage/slots.ts'
import type { Deps } from './deps.ts'
import { DAY_MS, DAYS, HOUR_MS, HOURS, presentSlot } from './get-token-usage.ts'
import { visibleReaches } from './reach.ts'
import { requirePermission, rightsToRead } from './rights.ts'
import { LIVE } from './selection.ts'

const SOON_MS = 7 * DAY_MS

/** Says in numbers how many tokens there are and what they do. */
export async function getUsageSummary(deps: Deps, actor: Actor): Promise<OutputOf<'getUsageSummary'>> {
  const index = await deps.catalogue.current()
  const now = deps.clock.now()
  const { reads, heavy } = deps.store
  const rights = await rightsToRead(reads, actor, index, now)
  requirePermission(rights, permission('keyward', 'api-tokens', 'read'))
  const where = { now, visible: visibleReaches(rights, 'read', undefined), statuses: LIVE }
  const of = actor.organizationId
  const [tally, hours, days] = await Promise.all([
    heavy.usage.tally(of, where, now + SOON_MS),
    reads.usage.hours(of, null, firstSlot(HOUR_MS, HOURS, now)),
    reads.usage.days(of, null, firstSlot(DAY_MS, DAYS, now)),
  ])
  return {
    live: tally.live,
    expiringSoon: tally.endingSoon,
    neverUsed: tally.neverUsed,
    hours: slotsOf(hours, HOUR_MS, HOURS, now).map(presentSlot),
    days: slotsOf(days, DAY_MS, DAYS, now).map(presentSlot),
  }
}
