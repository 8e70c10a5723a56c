import { AuditLine, type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { z } from 'zod'
import type { AuditEvent, ChainId } from '../../audit/event.ts'
import type { Actor } from '../../ports.ts'
import { breathe } from '../breathe.ts'
import type { Deps } from '../deps.ts'
import { readableChain } from './audit-chain.ts'
import { readJson } from './present-event.ts'

const SLICE = 200
const Event = AuditLine.options[0].shape.event

/** Exports a chain line by line, in slices between which everything else has its turn; its head comes last. */
export async function exportAuditLog(
  deps: Deps,
  actor: Actor,
  { chain, after }: ParsedOf<'exportAuditLog'>,
): Promise<OutputOf<'exportAuditLog'>> {
  const asked = await readableChain(deps, actor, chain, permission('keyward', 'audit-log', 'export'))
  return linesOf(deps, asked, after)
}

async function* linesOf(
  { store, timers }: Deps,
  chain: ChainId,
  after: number,
): AsyncGenerator<AuditLine, void, undefined> {
  // Read first: what is changed meanwhile belongs to the next export.
  const { audit } = store.heavy
  const head = await audit.head(chain)
  for (let done = after; done < (head?.sequence ?? 0); ) {
    const events = await audit.events(chain, done, SLICE)
    for (const event of events) if (event.sequence <= (head?.sequence ?? 0)) yield lineOf(event)
    const last = events.at(-1)
    if (!last) break
    done = last.sequence
    await breathe(timers)
  }
  yield { head: head ?? null }
}

function lineOf({ sequence, text, hash, mac, keyVersion }: AuditEvent): AuditLine {
  const event = readJson(text)
  return isEvent(event) ? { event, hash, mac, keyVersion } : { unreadable: text, sequence }
}

/** Only looked at: parsing would bring its keys into another order than the hashed one. */
const isEvent = (value: unknown): value is z.infer<typeof Event> => Event.safeParse(value).success
