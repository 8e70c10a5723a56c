import type { AuditKind } from '@keyward/contract'
import type { AuditEvent, AuditHead, ChainId } from '../audit/event.ts'

export interface AuditReads {
  head(chain: ChainId): Promise<AuditHead | undefined>
  /** Events of a chain in order, after `afterSequence`. */
  events(chain: ChainId, afterSequence: number, limit: number): Promise<AuditEvent[]>
  /** Events of a chain that were asked for, the newest first. */
  page(chain: ChainId, query: AuditPageQuery): Promise<AuditEvent[]>
}

/** Which events: omitted fields do not narrow. Keyset: `after` is the last event's instant and sequence. */
export type AuditPageQuery = {
  subjectId?: string | undefined
  /** By whom: themselves, or through a personal token. */
  actorId?: string | undefined
  kinds?: readonly AuditKind[] | undefined
  /** The first instant, and the first after. */
  from?: number | undefined
  to?: number | undefined
  limit: number
  after: AuditCursor | null
}

export type AuditCursor = { at: number; sequence: number }

export interface AuditWrites {
  append(events: readonly AuditEvent[], head: AuditHead): Promise<void>
}
