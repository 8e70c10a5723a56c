import { unseal } from '../../keys/seal.ts'
import { afterAttempt, type Delivery, ended, OUT_OF_TIME } from '../../notices/attempt.ts'
import { type NoticeRecord, sealContext } from '../../notices/notice.ts'
import type { Letter, Outlet } from '../../ports.ts'
import { DAY_MS } from '../../world.ts'
import { atOnce } from '../at-once.ts'
import type { Deps } from '../deps.ts'

/** So many at a time, so that one that is slow holds up few. */
const AT_ONCE = 4
const CLAIMED = 2 * AT_ONCE
/** Longer than two attempts take, one after the other; then another process may try. */
const CLAIM_MS = 5 * 60_000
const KEPT_MS = 30 * DAY_MS

export type Round = 'idle' | 'more' | 'unreachable'

export type Sender = {
  deps: Pick<Deps, 'store' | 'clock' | 'random' | 'keys'>
  outlet: Outlet
  /** Which sender among several this is. */
  id: string
  /** Whether to begin nothing more. */
  stopping(): boolean
}

/** Sends a few of the mails that are due: claimed by this sender alone, each settled as soon as its fate is known. */
export async function deliverNotices(sender: Sender): Promise<Round> {
  const { store, clock } = sender.deps
  const now = clock.now()
  if (!(await store.reads.notices.anyDue(now)) || (await inQuarantine(store))) return 'idle'
  const range = { now, until: now + CLAIM_MS, limit: CLAIMED }
  const { value: claimed } = await store.transact((writes) => writes.notices.claim(sender.id, range))
  let obstacle: string | undefined
  await atOnce(claimed, AT_ONCE, async (record) => {
    const idle = obstacle !== undefined || sender.stopping()
    const settled = idle ? released(record, obstacle) : await attempt(sender, record)
    if (!idle && settled.status === 'waiting' && settled.tries === record.tries)
      obstacle = settled.lastError ?? ''
    await store.transact((writes) => writes.notices.settle(sender.id, settled))
  })
  if (obstacle !== undefined) return 'unreachable'
  return claimed.length === CLAIMED ? 'more' : 'idle'
}

/** What waits in a database that was restored may have been sent since its backup. */
const inQuarantine = async ({ reads }: Deps['store']): Promise<boolean> =>
  (await reads.installation.get('quarantined_at')) !== undefined

const released = (record: NoticeRecord, obstacle: string | undefined): NoticeRecord => ({
  ...record,
  status: 'waiting',
  lastError: obstacle ?? record.lastError,
})

async function attempt({ deps, outlet, stopping }: Sender, record: NoticeRecord): Promise<NoticeRecord> {
  const now = deps.clock.now()
  if (record.giveUpAt <= now) return ended(record, 'failed', record.lastError ?? OUT_OF_TIME, now)
  const letter = await writeLetter(deps, record, now)
  if (!letter) return ended(record, 'failed', 'Its link cannot be unsealed: the key is gone.', now)
  const [chance = 0] = deps.random.bytes(1)
  const delivery = await sent(outlet, letter)
  // What we broke off ourselves is no failure of the mail: the next start sends it at once.
  if (stopping() && delivery.kind === 'deferred') return released(record, undefined)
  return afterAttempt(record, delivery, deps.clock.now(), chance / 255)
}

/** An outlet that throws has a fault; the mail it has it with must not keep the others. */
async function sent(outlet: Outlet, letter: Letter): Promise<Delivery> {
  try {
    return await outlet.send(letter)
  } catch (fault) {
    return { kind: 'deferred', reason: `It could not be written: ${String(fault).slice(0, 200)}` }
  }
}

async function writeLetter(
  { store, keys }: Pick<Deps, 'store' | 'keys'>,
  { id, organizationId, to, items, count, sealed }: NoticeRecord,
  writtenAt: number,
): Promise<Letter | undefined> {
  const organization = await store.reads.organizations.get(organizationId)
  const fragment = sealed === null ? null : unseal(keys, sealed, sealContext(id))
  if (!organization || fragment === undefined) return undefined
  return { id, organization, to, items, count, fragment, writtenAt }
}

/** Ends what could not be sent in its time, also where nothing sends, and forgets what was settled a month ago. */
export async function tidyNotices({ store, clock }: Pick<Deps, 'store' | 'clock'>): Promise<void> {
  const now = clock.now()
  await store.transact(async (writes) => {
    await writes.notices.giveUp(now, OUT_OF_TIME)
    await writes.notices.forget(now - KEPT_MS)
  })
}
