import { type Notice, NoticeId, type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { NoticeRecord } from '../../notices/notice.ts'
import { isRetriable } from '../../notices/retry.ts'
import type { Actor } from '../../ports.ts'
import { readTimeCursor, writeCursor } from '../cursor.ts'
import type { Deps } from '../deps.ts'
import { instant, instantOrNull } from '../instant.ts'
import { readAs } from '../rights/read-as.ts'

/** Lists the outbox, the newest first, and says whether a mail server takes it. */
export async function listNotices(
  deps: Deps,
  actor: Actor,
  { status: statuses, limit, cursor }: ParsedOf<'listNotices'>,
): Promise<OutputOf<'listNotices'>> {
  const { reads } = deps.store
  await readAs(deps, actor, permission('keyward', 'settings', 'read'))
  const after = cursor === undefined ? null : readTimeCursor(cursor, NoticeId)
  const rows = await reads.notices.page(actor.organizationId, { statuses, limit: limit + 1, after })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    server: deps.outlet?.description ?? null,
    counts: await reads.notices.counts(actor.organizationId),
    notices: page.map(presentNotice),
    nextCursor: rows.length > limit && last ? writeCursor(last.createdAt, last.id) : null,
  }
}

/** A mail of the outbox as every surface shows it. */
export const presentNotice = (record: NoticeRecord): Notice => ({
  id: record.id,
  kind: record.kind,
  count: record.count,
  to: record.to,
  status: record.status,
  createdAt: instant(record.createdAt),
  dueAt: instant(record.dueAt),
  settledAt: instantOrNull(record.settledAt),
  tries: record.tries,
  lastError: record.lastError,
  retriable: isRetriable(record),
})
