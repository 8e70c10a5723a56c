import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Permission, TokenId } from '@keyward/contract'
import fc from 'fast-check'
import { UsageBuffer } from './buffer.ts'
import type { UsageEvent, UsageSlice } from './slice.ts'

const ID = TokenId.parse('0'.repeat(16))
const event = (fields: Partial<UsageEvent> = {}): UsageEvent => ({
  tokenId: ID,
  at: 1000,
  outcome: 'allowed',
  need: 'notes/notes:find' as Permission,
  address: '192.0.2.1',
  agent: null,
  requestId: null,
  version: null,
  ...fields,
})
const events = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 4 * 3_600_000 }),
    outcome: fc.constantFrom('allowed' as const, 'token_expired' as const),
    address: fc.constantFrom(null, '192.0.2.1', '192.0.2.2'),
  }),
  { maxLength: 40 },
)
const calls = (slices: UsageSlice[]) =>
  slices.flatMap((slice) => slice.hours).reduce((sum, row) => sum + row.count, 0)

test('every call is counted once, whatever is taken and given back in between', () => {
  fc.assert(
    fc.property(events, events, (before, after) => {
      const buffer = new UsageBuffer()
      for (const fields of before) buffer.record(event(fields))
      const taken = buffer.take(500)
      for (const fields of after) buffer.record(event(fields))
      buffer.giveBack(taken)
      const [slice, ...others] = buffer.take(500)
      assert.deepEqual(others, [])
      const all = [...before, ...after]
      assert.equal(calls(slice ? [slice] : []), all.length)
      const allowed = all.filter((each) => each.outcome === 'allowed')
      assert.equal(slice?.permissions[0]?.count ?? 0, allowed.length)
      assert.equal(slice?.use?.lastUsedAt ?? -1, Math.max(-1, ...allowed.map((each) => each.at)))
      assert.equal(buffer.size, 0)
    }),
  )
})

test('an agent is kept as far as people read it, without what a database refuses, and as one caller', () => {
  const buffer = new UsageBuffer()
  const agent = `curl\0\ud800${'x'.repeat(10_000)}`
  for (let n = 0; n < 3; n++) buffer.record(event({ at: n, agent }))
  const kept = `curl\ufffd\ufffd${'x'.repeat(294)}`
  const [slice] = buffer.take(1)
  assert.deepEqual(slice?.callers, [
    { address: '192.0.2.1', agent: kept, count: 3, lastAt: 2, version: null },
  ])
  assert.equal(slice?.use?.agent, kept)
  buffer.giveBack(slice ? [slice] : [])
  assert.deepEqual(buffer.take(1)[0]?.callers, slice?.callers)
})

test('a flood of callers and refusals keeps twenty of each, and counts every call', () => {
  const buffer = new UsageBuffer()
  for (let n = 0; n < 1000; n++)
    for (const outcome of ['allowed', 'permission_missing'] as const)
      buffer.record(event({ at: n, outcome, address: `192.0.2.${n % 250}` }))
  const [slice] = buffer.take(1)
  assert.equal(slice?.callers.length, 20)
  assert.deepEqual(
    slice?.refusals.map((each) => each.at),
    Array.from({ length: 20 }, (_, n) => 980 + n),
  )
  assert.deepEqual(slice?.hours, [
    { hour: 0, outcome: 'allowed', count: 1000 },
    { hour: 0, outcome: 'permission_missing', count: 1000 },
  ])
})

test('somebody who is only ever refused is no caller, but the refusal tells their address', () => {
  const buffer = new UsageBuffer()
  buffer.record(event({ outcome: 'token_expired', address: '192.0.2.9' }))
  const [slice] = buffer.take(1)
  assert.deepEqual(slice?.callers, [])
  assert.equal(slice?.refusals[0]?.address, '192.0.2.9')
})

test('calls are told apart by value only while two values live', () => {
  const buffer = new UsageBuffer()
  for (const version of [null, 1, 2, 2]) buffer.record(event({ version }))
  buffer.record(event({ version: 1, outcome: 'token_expired' }))
  const [slice] = buffer.take(1)
  assert.deepEqual(slice?.versions, [
    { version: 1, hour: 0, count: 1, lastAt: 1000 },
    { version: 2, hour: 0, count: 2, lastAt: 1000 },
  ])
})
