import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideClosing, type TwoValues } from './closing.ts'

const REPLACED = 1_000_000
const QUIET = 60_000
const decide = (facts: Partial<TwoValues>, now: number) =>
  decideClosing({ replacedAt: REPLACED, oldUsedAt: null, newUsedAt: REPLACED + 1, ...facts }, QUIET, now)

test('an old value is safe to close once it was quiet for long enough, and not a millisecond before', () => {
  const oldUsedAt = REPLACED + 5000
  assert.deepEqual(decide({ oldUsedAt }, oldUsedAt + QUIET - 1), {
    safe: false,
    quietSince: oldUsedAt,
    why: 'still_used',
  })
  assert.deepEqual(decide({ oldUsedAt }, oldUsedAt + QUIET), { safe: true, quietSince: oldUsedAt })
})

test('an old value that was never used since is quiet from the moment at which it was replaced', () => {
  assert.equal(decide({}, REPLACED + QUIET - 1).safe, false)
  assert.deepEqual(decide({}, REPLACED + QUIET), { safe: true, quietSince: REPLACED })
})

test('while nobody uses the new value, the old one is not safe to close, however quiet', () => {
  assert.deepEqual(decide({ newUsedAt: null }, REPLACED + 1000 * QUIET), {
    safe: false,
    quietSince: REPLACED,
    why: 'new_unused',
  })
})
