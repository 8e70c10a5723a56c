import type { MemberId } from '@keyward/contract'
import { HOUR_MS } from '../world.ts'
import type { Owed } from './decide-notices.ts'
import { nextMorning } from './next-morning.ts'
import type { NoticeItem, Recipient } from './notice.ts'

/** A bulk change tells in one mail, this long after its last slice. */
const BATCH_QUIET_MS = 30_000
/** Mails of their own that one person gets in an hour; what comes beyond is gathered into one. */
export const MOST_IN_AN_HOUR = 20

/** Mails of their own that went to a person in the last hour. */
export type Recent = { count: number; oldestAt: number }

/** A mail in the making. `gather`: it joins one that waits under the same word, if there is one. */
export type Placement = {
  to: Recipient
  items: readonly NoticeItem[]
  gather: 'daily' | 'hour' | `batch ${string}` | null
  dueAt: number
}

export const recentSince = (now: number): number => now - HOUR_MS

/** Decides into which mails what is owed goes: one for each person and change, save for digests, bulk changes and floods. */
export function placeNotices(
  owed: readonly Owed[],
  recent: ReadonlyMap<MemberId, Recent>,
  now: number,
  timeZone: string,
): Placement[] {
  return [...Map.groupBy(owed, mailOf).values()].flatMap((together) => {
    const [first] = together
    if (!first) return []
    const items = together.map(({ item }) => item)
    return [{ to: first.to, items, ...placeOf(first, recent.get(first.to.memberId), now, timeZone) }]
  })
}

const mailOf = ({ to, daily, batchId }: Owed): string => `${to.memberId} ${daily} ${batchId}`

function placeOf(
  { daily, batchId }: Owed,
  recent: Recent | undefined,
  now: number,
  timeZone: string,
): Pick<Placement, 'gather' | 'dueAt'> {
  if (daily) return { gather: 'daily', dueAt: nextMorning(now, timeZone) }
  if (recent && recent.count >= MOST_IN_AN_HOUR) return { gather: 'hour', dueAt: recent.oldestAt + HOUR_MS }
  if (batchId !== null) return { gather: `batch ${batchId}`, dueAt: now + BATCH_QUIET_MS }
  return { gather: null, dueAt: now }
}
