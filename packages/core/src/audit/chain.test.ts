import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OrganizationId } from '@keyward/contract'
import { seededRandom } from '../../../../test/parts/seeded-random.ts'
import { createKeyring, dataOf, Keyring, rotateKey } from '../keys/keyring.ts'
import { type ChainReport, link, linkAll, verifyChain } from './chain.ts'
import type { AuditBody, AuditEvent, AuditHead, ChainId } from './event.ts'

const LENGTH = 100
const CHAIN = OrganizationId.parse(`org_${'a'.repeat(32)}`)
const ring = createKeyring(seededRandom('audit'), 0)
const stranger = createKeyring(seededRandom('stranger'), 0)

const bodyOf = (at: number, chain: ChainId = CHAIN): AuditBody => ({
  chain,
  at: 1_000_000 + at,
  kind: at % 2 ? 'token.generated' : 'token.revoked',
  actor: { kind: 'member', id: `mem_${at % 3}`, name: 'Ada' },
  subject: at % 5 ? { kind: 'token', id: `token${at}`, name: 'Pipeline' } : null,
  requestId: `request-${at}`,
  address: '192.0.2.1',
  facts: { expiresAt: null, scopes: ['notes/notes:find'] },
})

type Chain = { events: AuditEvent[]; head: AuditHead }

function chainOf(bodies: readonly AuditBody[], keys: Keyring): Chain {
  const events: AuditEvent[] = []
  let head: AuditHead | undefined
  for (const body of bodies) {
    const linked = link(body, head, keys)
    events.push(linked.event)
    head = linked.head
  }
  assert.ok(head)
  return { events, head }
}

const bodies = Array.from({ length: LENGTH }, (_, at) => bodyOf(at))
const { events, head } = chainOf(bodies, ring)
const intact: ChainReport = { ok: true, count: LENGTH }

const rowAt = (at: number): AuditEvent => {
  const row = events[at]
  assert.ok(row)
  return row
}
const withRow = (at: number, fields: Partial<AuditEvent>) => events.with(at, { ...rowAt(at), ...fields })
const renumbered = (rows: readonly AuditEvent[]) => rows.map((row, at) => ({ ...row, sequence: at + 1 }))

/** What an attacker without the key can make: everything recomputed but the macs. */
function rechained(rows: readonly AuditEvent[]): AuditEvent[] {
  const forged = chainOf(
    rows.map((row) => JSON.parse(row.text)),
    stranger,
  ).events
  return forged.map((row, at) => ({ ...row, mac: rows[at]?.mac ?? '' }))
}

async function foundAt(
  rows: Iterable<AuditEvent>,
  sequence: number,
  fault: string,
  end = head,
): Promise<void> {
  assert.deepEqual(await verifyChain(rows, end, ring), { ok: false, sequence, fault })
}

test('a chain that nobody touched is sound, read at once or as a stream', async () => {
  assert.deepEqual(await verifyChain(events, head, ring), intact)
  async function* streamed() {
    for (const event of events) yield event
  }
  assert.deepEqual(await verifyChain(streamed(), head, ring), intact)
  assert.deepEqual(await verifyChain([], undefined, ring), { ok: true, count: 0 })
})

test('an edit of any column of any row is found at that row', async () => {
  const edits: Partial<AuditEvent>[] = [
    { at: 1 },
    { kind: 'member.put' },
    { actorId: 'mem_other' },
    { actorId: null },
    { subjectId: 'other' },
    { chain: 'installation' },
    { hash: events[7]?.hash ?? '' },
    { text: events[7]?.text ?? '' },
    { text: '{}' },
    { text: 'not JSON' },
  ]
  for (let at = 8; at < LENGTH; at++)
    for (const edit of edits) {
      const report = await verifyChain(withRow(at, edit), head, ring)
      assert.deepEqual(report, { ok: false, sequence: at + 1, fault: 'edited' }, JSON.stringify(edit))
    }
})

test('an edit of one character anywhere in a text is found', async () => {
  for (const at of [0, 50, LENGTH - 1]) {
    const { text } = rowAt(at)
    for (let place = 0; place < text.length; place++) {
      const changed = text.slice(0, place) + (text[place] === '7' ? '8' : '7') + text.slice(place + 1)
      await foundAt(withRow(at, { text: changed }), at + 1, 'edited')
    }
  }
})

test('a row rewritten with its hash recomputed is found: it lacks the key', async () => {
  for (let at = 0; at < LENGTH; at++) {
    const { event } = link({ ...bodyOf(at), address: '203.0.113.9' }, events[at - 1], stranger)
    await foundAt(events.with(at, event), at + 1, 'forged')
    await foundAt(events.with(at, { ...event, mac: rowAt(at).mac }), at + 1, 'forged')
  }
})

test('a mac that was changed, cut or emptied is found', async () => {
  for (let at = 0; at < LENGTH; at++) {
    const { mac } = rowAt(at)
    for (const wrong of ['', mac.slice(0, -1), `${mac}=`, rowAt((at + 1) % LENGTH).mac])
      await foundAt(withRow(at, { mac: wrong }), at + 1, 'forged')
    await foundAt(withRow(at, { keyVersion: 2 }), at + 1, 'key_unknown')
  }
})

test('a deleted row is found at its place, renumbered or not, hashes recomputed or not', async () => {
  for (let at = 0; at < LENGTH; at++) {
    const rest = events.toSpliced(at, 1)
    const last = at === LENGTH - 1
    await foundAt(rest, at + 1, last ? 'truncated' : 'missing')
    await foundAt(renumbered(rest), at + 1, last ? 'truncated' : 'edited')
    await foundAt(rechained(rest), at + 1, last ? 'truncated' : 'forged')
  }
})

test('an inserted row is found at its place, renumbered or not, hashes recomputed or not', async () => {
  for (let at = 1; at <= LENGTH; at++) {
    const copy = rowAt(at - 1)
    const more = events.toSpliced(at, 0, copy)
    await foundAt(more, at, 'inserted')
    await foundAt(renumbered(more), at + 1, 'edited')
    await foundAt(rechained(more), at + 1, 'forged')
  }
})

test('two rows that changed places are found at the first of them', async () => {
  for (let at = 0; at < LENGTH - 1; at++) {
    const swapped = events.with(at, rowAt(at + 1)).with(at + 1, rowAt(at))
    await foundAt(swapped, at + 1, 'missing')
    await foundAt(renumbered(swapped), at + 1, 'edited')
    await foundAt(rechained(swapped), at + 1, 'forged')
  }
})

test('a chain cut short is found by its head, wherever it was cut', async () => {
  for (let kept = 0; kept < LENGTH; kept++) await foundAt(events.slice(0, kept), kept + 1, 'truncated')
})

test('a head that was made to fit a shorter chain is found: it lacks the key', async () => {
  for (let kept = 1; kept < LENGTH; kept++) {
    const { sequence, hash } = rowAt(kept - 1)
    for (const mac of [head.mac, rowAt(kept - 1).mac, ''])
      await foundAt(events.slice(0, kept), kept, 'head', { ...head, sequence, hash, mac })
  }
})

test('a head that is gone, or another chain’s, or behind its chain, is found', async () => {
  assert.deepEqual(await verifyChain(events, undefined, ring), { ok: false, sequence: LENGTH, fault: 'head' })
  const other = chainOf(
    Array.from({ length: LENGTH }, (_, at) => bodyOf(at, 'installation')),
    ring,
  )
  await foundAt(events, LENGTH, 'head', other.head)
  await foundAt(events, LENGTH, 'head', { ...other.head, chain: CHAIN })
  await foundAt(events, 50, 'head', chainOf(bodies.slice(0, 50), ring).head)
})

test('a whole chain recomputed without the key is found at its first event', async () => {
  const forged = chainOf(bodies, stranger)
  await foundAt(forged.events, 1, 'forged', forged.head)
  await foundAt(rechained(events.toSpliced(0, 1, rowAt(1))), 1, 'forged')
})

test('another chain’s rows do not pass for this one’s', async () => {
  const other = chainOf(
    bodies.map(({ at }) => bodyOf(at, 'installation')),
    ring,
  )
  await foundAt(
    other.events.map((row) => ({ ...row, chain: CHAIN })),
    1,
    'edited',
  )
})

test('an old head put back with the events of that day is found by a head that was exported since', async () => {
  const old = chainOf(bodies.slice(0, 60), ring)
  const exported = chainOf(bodies.slice(0, 80), ring).head
  assert.deepEqual(await verifyChain(old.events, old.head, ring), { ok: true, count: 60 })
  assert.deepEqual(await verifyChain(old.events, old.head, ring, exported), {
    ok: false,
    sequence: 61,
    fault: 'truncated',
  })
  assert.deepEqual(await verifyChain([], undefined, ring, exported), {
    ok: false,
    sequence: 1,
    fault: 'truncated',
  })
  assert.deepEqual(await verifyChain(events, head, ring, exported), intact)
})

test('a chain that went another way after the old head is found by the exported head', async () => {
  const exported = chainOf(bodies.slice(0, 80), ring).head
  const rewound = chainOf([...bodies.slice(0, 60), ...bodies.slice(70)], ring)
  assert.deepEqual(await verifyChain(rewound.events, rewound.head, ring, exported), {
    ok: false,
    sequence: 80,
    fault: 'witness',
  })
  assert.deepEqual(await verifyChain(events, head, ring, { ...exported, mac: '' }), {
    ok: false,
    sequence: 80,
    fault: 'witness',
  })
})

test('a row of the same place and key, but from before the chain was rewound, is found', async () => {
  const rewound = chainOf([...bodies.slice(0, 60), ...bodies.slice(70)], ring)
  for (let at = 61; at < 90; at++) {
    const row = rewound.events[at]
    assert.ok(row)
    await foundAt(events.with(at, row), at + 1, 'edited')
  }
})

test('the next event does not make a broken head good: it is written, and the break stays found', async () => {
  const { sequence, hash } = rowAt(49)
  const cut = { ...head, sequence, hash }
  const next = link(bodyOf(500), cut, ring)
  const after = link(bodyOf(501), next.head, ring)
  await foundAt([...events.slice(0, 50), next.event, after.event], 51, 'head', after.head)
})

test('a chain outlives the rotation of its key', async () => {
  const rotated = rotateKey(ring, 'audit', seededRandom('rotated'), 1)
  const more = link(bodyOf(LENGTH), head, rotated)
  assert.equal(more.event.keyVersion, 2)
  const all = [...events, more.event]
  assert.deepEqual(await verifyChain(all, more.head, rotated), { ok: true, count: LENGTH + 1 })
  const { audit, ...others } = dataOf(rotated)
  const without = new Keyring({ ...others, audit: audit.filter(({ version }) => version === 2) })
  assert.deepEqual(await verifyChain(all, more.head, without), {
    ok: false,
    sequence: 1,
    fault: 'key_unknown',
  })
})

test('events that are linked together are linked as one by one, also after a head that was tampered with', () => {
  const forged = { ...head, sequence: head.sequence - 1 }
  for (const previous of [undefined, head, forged]) {
    const one = bodies.slice(0, 3).reduce<{ events: AuditEvent[]; head: AuditHead | undefined }>(
      (chain, body) => {
        const linked = link(body, chain.head, ring)
        return { events: [...chain.events, linked.event], head: linked.head }
      },
      { events: [], head: previous },
    )
    assert.deepEqual(linkAll(bodies.slice(0, 3), previous, ring), one)
    assert.deepEqual(linkAll([], previous, ring), { events: [], head: previous })
  }
})
