import {
  KeywardError,
  type Notice,
  NoticeId,
  type OutputOf,
  type ParsedOf,
  permission,
} from '@keyward/contract'
import type { NoticeRecord } from '../../notices/notice.ts'
import { isRetriable } from '../../notices/retry.ts'
import type { Actor, NoticePageQuery } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { instant, instantOrNull } from '../instant.ts'
import { requirePermission, rightsToRead } from '../rights/rights.ts'

/** Lists the outbox, the newest first, and says whether a mail server takes it. */
export async function listNotices(
  deps: Deps,
  actor: Actor,
  { status: statuses, limit, cursor }: ParsedOf<'listNotices'>,
): Promise<OutputOf<'listNotices'>> {
  const { reads } = deps.store
  const rights = await rightsToRead(reads, actor, await deps.catalogue.current(), deps.clock.now())
  requirePermission(rights, permission('keyward', 'settings', 'read'))
  const after = cursor === undefined ? null : decodeCursor(cursor)
  const rows = await reads.notices.page(actor.organizationId, { statuses, limit: limit + 1, after })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    server: deps.outlet?.description ?? null,
    counts: await reads.notices.counts(actor.organizationId),
    notices: page.map(presentNotice),
    nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
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

type Cursor = NonNullable<NoticePageQuery['after']>

const encodeCursor = ({ createdAt, id }: Cursor): string =>
  Buffer.from(`${createdAt}.${id}`).toString('base64url')

function decodeCursor(text: string): Cursor {
  const [, createdAt, id] = /^(\d{1,16})\.(\w{1,64})$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  const parsed = NoticeId.safeParse(id)
  if (!parsed.success)
    throw new KeywardError('cursor_invalid', { detail: 'Ask for the first page again, without a cursor.' })
  return { createdAt: Number(createdAt), id: parsed.data }
}
