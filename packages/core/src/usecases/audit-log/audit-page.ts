import { type AuditPage, KeywardError } from '@keyward/contract'
import type { ChainId } from '../../audit/event.ts'
import type { AuditCursor, AuditPageQuery } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { presentEvent } from './present-event.ts'

/**
 * One page of a chain, and where the next begins.
 * @throws KeywardError `cursor_invalid`
 */
export async function auditPage(
  { store }: Deps,
  chain: ChainId,
  where: Omit<AuditPageQuery, 'limit' | 'after'>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<AuditPage> {
  const after = cursor === undefined ? null : decodeCursor(cursor)
  const rows = await store.reads.audit.page(chain, { ...where, limit: limit + 1, after })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    events: page.map(presentEvent),
    nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
  }
}

const encodeCursor = ({ at, sequence }: AuditCursor): string =>
  Buffer.from(`${at}.${sequence}`).toString('base64url')

function decodeCursor(text: string): AuditCursor {
  const [, at, sequence] = /^(\d{1,16})\.(\d{1,16})$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (at === undefined || sequence === undefined)
    throw new KeywardError('cursor_invalid', { detail: 'Ask for the first page again, without a cursor.' })
  return { at: Number(at), sequence: Number(sequence) }
}
