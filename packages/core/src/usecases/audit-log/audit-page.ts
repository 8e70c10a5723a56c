import type { AuditPage } from '@keyward/contract'
import type { ChainId } from '../../audit/event.ts'
import type { AuditCursor, AuditPageQuery } from '../../ports.ts'
import { isWhole, readCursor, writeCursor } from '../cursor.ts'
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
  const after = cursor === undefined ? null : readCursor(cursor, placeOf)
  const rows = await store.reads.audit.page(chain, { ...where, limit: limit + 1, after })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    events: page.map(presentEvent),
    nextCursor: rows.length > limit && last ? writeCursor(last.at, last.sequence) : null,
  }
}

const placeOf = ([at, sequence, ...more]: readonly unknown[]): AuditCursor | undefined =>
  isWhole(at) && isWhole(sequence) && more.length === 0 ? { at, sequence } : undefined
