import {
  type AuditReport,
  KeywardError,
  type OutputOf,
  type ParsedOf,
  permission,
  type AuditHead as Witness,
} from '@keyward/contract'
import { type ChainReport, verifyChain } from '../../audit/chain.ts'
import type { AuditEvent, AuditHead, ChainId } from '../../audit/event.ts'
import { FAULT_SENTENCES } from '../../audit/faults.ts'
import type { Actor } from '../../ports.ts'
import { breathe } from '../breathe.ts'
import type { Deps } from '../deps.ts'
import { readableChain } from './audit-chain.ts'

const SLICE = 200

/** Verifies a chain from its first event on, in slices between which everything else has its turn. */
export async function verifyAuditChain(
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'verifyAuditChain'>,
): Promise<OutputOf<'verifyAuditChain'>> {
  const chain = await readableChain(deps, actor, input.chain, permission('keyward', 'audit-log', 'read'))
  const witness = input.head && witnessOf(input.head, chain)
  const head = await deps.store.reads.audit.head(chain)
  const events = eventsUpTo(deps, chain, head?.sequence ?? 0)
  const report = await verifyChain(events, head, deps.keys, witness)
  return presentReport(report.ok ? ((await beyond(deps, chain, head)) ?? report) : report, head)
}

function witnessOf(head: Witness, chain: ChainId): AuditHead {
  if (head.chain === chain) return { ...head, chain }
  throw new KeywardError('request_invalid', {
    detail: 'The head was exported from another chain.',
    fields: [{ path: 'head.chain', message: `expected ${chain}` }],
  })
}

async function* eventsUpTo(
  { store, timers }: Deps,
  chain: ChainId,
  end: number,
): AsyncGenerator<AuditEvent, void, undefined> {
  for (let done = 0; done < end; ) {
    const events = await store.heavy.audit.events(chain, done, Math.min(SLICE, end - done))
    yield* events
    const last = events.at(-1)
    if (!last) return
    done = last.sequence
    await breathe(timers)
  }
}

/** Events that lie past an end which has not moved: an old end was put back. */
async function beyond(
  { store }: Deps,
  chain: ChainId,
  head: AuditHead | undefined,
): Promise<ChainReport | undefined> {
  const end = head?.sequence ?? 0
  const [next] = await store.reads.audit.events(chain, end, 1)
  // Read after the event: whoever adds one moves the head in the same transaction.
  const now = await store.reads.audit.head(chain)
  if (!next || (now?.sequence ?? 0) >= next.sequence) return undefined
  return { ok: false, sequence: Math.max(end, 1), fault: 'head' }
}

function presentReport(report: ChainReport, head: AuditHead | undefined): AuditReport {
  if (report.ok) return { ok: true, events: report.count, head: head ?? null }
  return { ...report, says: FAULT_SENTENCES[report.fault] }
}
