import { GIVE_UP_MS } from './attempt.ts'
import type { NoticeRecord } from './notice.ts'

/** Whether a mail can be tried again by hand: it failed, or waits for another attempt; and its link is not erased. */
export function isRetriable({ status, tries, sealed, kind }: NoticeRecord): boolean {
  if (status === 'waiting') return tries > 0
  const erased = sealed === null && (kind === 'member.invited' || kind === 'password.reset')
  return status === 'failed' && !erased
}

/** The row of a mail that is tried again now, for as long as a new one. */
export const retried = (record: NoticeRecord, now: number): NoticeRecord => ({
  ...record,
  status: 'waiting',
  dueAt: now,
  giveUpAt: record.sealed === null ? now + GIVE_UP_MS : record.giveUpAt,
  settledAt: null,
})
