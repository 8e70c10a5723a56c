/*
 * The audit as a chain: whoever can write the database cannot change the past unseen.
 *
 *   text(n) = canonical JSON of the sequence and the body
 *   hash(n) = SHA-256( hash(n-1) ‖ text(n) )          the first event has no hash before it
 *   mac(n)  = HMAC-SHA-256( audit key, hash(n) )
 *   head    = chain, sequence and hash of the last event, with the HMAC-SHA-256 of their canonical JSON list
 *
 * The hashes make every event depend on all before it, so an edit shows at the row where it was made. Hashes alone
 * stop nobody who can also run SHA-256 over the rest; the macs do, as their key is not in the database. A chain
 * cut short is still a chain, hence the head, which names the last event. A head that was tampered with must not be
 * made good by the next event, so that event says `afterBrokenHead`. It is written all the same: a revocation
 * is not held up because somebody touched the audit.
 *
 * What the database alone cannot show: an old head put back together with the events of that day, or a chain that
 * was emptied, head and all. A head that was exported and kept elsewhere (the witness) shows both.
 *
 * Columns beside the text (kind, actor, subject, instant) exist for queries only. They are compared with the text.
 */
import { hash as digest } from 'node:crypto'
import type { AuditFault } from '@keyward/contract'
import { currentKey, type Keyring } from '../keys/keyring.ts'
import { canonical } from './canonical.ts'
import type { AuditBody, AuditEvent, AuditHead } from './event.ts'

export type ChainReport = { ok: true; count: number } | { ok: false; sequence: number; fault: AuditFault }

/** Adds a change to the end of its chain. `previous` is undefined for a chain's first event. */
export function link(
  body: AuditBody,
  previous: AuditHead | undefined,
  ring: Keyring,
): { event: AuditEvent; head: AuditHead } {
  const event = eventAfter(body, previous, isBroken(previous, ring), ring)
  return { event, head: headAt(event, ring) }
}

/** Adds changes to the end of their chain, in order. Only the head that was found is asked whether it is whole. */
export function linkAll(
  bodies: readonly AuditBody[],
  previous: AuditHead | undefined,
  ring: Keyring,
): { events: AuditEvent[]; head: AuditHead | undefined } {
  let broken = isBroken(previous, ring)
  let last: AuditHead | AuditEvent | undefined = previous
  const events: AuditEvent[] = []
  for (const body of bodies) {
    const event = eventAfter(body, last, broken, ring)
    events.push(event)
    last = event
    broken = false
  }
  const end = events.at(-1)
  return { events, head: end ? headAt(end, ring) : previous }
}

function eventAfter(
  body: AuditBody,
  previous: Pick<AuditHead, 'sequence' | 'hash'> | undefined,
  broken: boolean,
  ring: Keyring,
): AuditEvent {
  const { chain, at, kind } = body
  const sequence = (previous?.sequence ?? 0) + 1
  const text = canonical({ ...body, sequence, ...(broken ? { afterBrokenHead: true } : {}) })
  const hash = hashOf(previous?.hash ?? '', text)
  const { version: keyVersion } = currentKey(ring, 'audit')
  const mac = macOf(ring, keyVersion, hash)
  return { chain, sequence, at, kind, ...columnsOf(body), text, hash, mac, keyVersion }
}

function headAt({ chain, sequence, hash, keyVersion }: AuditEvent, ring: Keyring): AuditHead {
  const end = { chain, sequence, hash }
  return { ...end, mac: macOf(ring, keyVersion, headText(end)), keyVersion }
}

const isBroken = (head: AuditHead | undefined, ring: Keyring): boolean =>
  head !== undefined && ownHeadFault(head, ring) !== undefined

/**
 * Walks a chain from its first event and answers where it first breaks.
 * Only an empty chain has no head. `witness`: a head exported earlier, which the chain must still contain.
 */
export async function verifyChain(
  events: Iterable<AuditEvent> | AsyncIterable<AuditEvent>,
  head: AuditHead | undefined,
  ring: Keyring,
  witness?: AuditHead,
): Promise<ChainReport> {
  let count = 0
  let hash = ''
  for await (const event of events) {
    const sequence = count + 1
    const fault = orderFault(event.sequence, sequence) ?? eventFault(event, hash, ring)
    if (fault) return { ok: false, sequence: fault === 'inserted' ? event.sequence : sequence, fault }
    if (witness?.sequence === sequence && witness.hash !== event.hash)
      return { ok: false, sequence, fault: 'witness' }
    count = sequence
    hash = event.hash
  }
  const fault = headFault(head, count, hash, ring) ?? witnessFault(witness, count, ring)
  return fault ? { ok: false, ...fault } : { ok: true, count }
}

function orderFault(found: number, expected: number): AuditFault | undefined {
  if (found === expected) return undefined
  return found > expected ? 'missing' : 'inserted'
}

function eventFault(event: AuditEvent, before: string, ring: Keyring): AuditFault | undefined {
  if (event.hash !== hashOf(before, event.text)) return 'edited'
  const fault = macFault(ring, event, event.hash)
  if (fault) return fault
  const said = JSON.parse(event.text) as LinkedBody
  if (!agrees(event, said)) return 'edited'
  return said.afterBrokenHead ? 'head' : undefined
}

type LinkedBody = AuditBody & { sequence: number; afterBrokenHead?: true }

function agrees(event: AuditEvent, said: LinkedBody): boolean {
  const { actorId, onBehalfId, subjectId } = columnsOf(said)
  return (
    event.chain === said.chain &&
    event.sequence === said.sequence &&
    event.at === said.at &&
    event.kind === said.kind &&
    event.actorId === actorId &&
    event.onBehalfId === onBehalfId &&
    event.subjectId === subjectId
  )
}

/** What of a body stands in columns of its own, to be asked for. */
const columnsOf = ({ actor, onBehalfOf, subject }: AuditBody) => ({
  actorId: actor.id,
  onBehalfId: onBehalfOf?.id ?? null,
  subjectId: subject?.id ?? null,
})

type HeadFault = { sequence: number; fault: AuditFault }

function headFault(
  head: AuditHead | undefined,
  count: number,
  hash: string,
  ring: Keyring,
): HeadFault | undefined {
  if (!head) return count === 0 ? undefined : { sequence: count, fault: 'head' }
  const fault = ownHeadFault(head, ring)
  if (fault) return { sequence: head.sequence, fault: fault === 'key_unknown' ? fault : 'head' }
  if (head.sequence > count) return { sequence: count + 1, fault: 'truncated' }
  if (head.hash !== hash) return { sequence: head.sequence, fault: 'head' }
  return undefined
}

function witnessFault(witness: AuditHead | undefined, count: number, ring: Keyring): HeadFault | undefined {
  if (!witness) return undefined
  if (ownHeadFault(witness, ring)) return { sequence: witness.sequence, fault: 'witness' }
  return witness.sequence > count ? { sequence: count + 1, fault: 'truncated' } : undefined
}

const ownHeadFault = (head: AuditHead, ring: Keyring): AuditFault | undefined =>
  macFault(ring, head, headText(head))

function macFault(
  ring: Keyring,
  { mac, keyVersion }: { mac: string; keyVersion: number },
  text: string,
): AuditFault | undefined {
  const right = ring.hmac('audit', keyVersion, text)
  if (!right) return 'key_unknown'
  return mac === right.toString('base64url') ? undefined : 'forged'
}

function macOf(ring: Keyring, keyVersion: number, text: string): string {
  const mac = ring.hmac('audit', keyVersion, text)
  if (!mac) throw new TypeError(`the keyring holds no audit key ${keyVersion}`)
  return mac.toString('base64url')
}

const hashOf = (before: string, text: string): string => digest('sha256', before + text, 'base64url')

const headText = ({ chain, sequence, hash }: Pick<AuditHead, 'chain' | 'sequence' | 'hash'>): string =>
  canonical([chain, sequence, hash])
