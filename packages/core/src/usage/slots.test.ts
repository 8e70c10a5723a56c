import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slotsOf } from './slots.ts'

const HOUR = 3_600_000
const NOW = 100 * HOUR + 5

test('counts fall into their slot, refusals by code; slots without calls stand too, and older counts nowhere', () => {
  const slots = slotsOf(
    [
      { at: 100 * HOUR, outcome: 'allowed', count: 3 },
      { at: 100 * HOUR, outcome: 'allowed', count: 4 },
      { at: 98 * HOUR, outcome: 'token_expired', count: 2 },
      { at: 97 * HOUR, outcome: 'allowed', count: 9 },
      { at: 101 * HOUR, outcome: 'allowed', count: 9 },
    ],
    HOUR,
    3,
    NOW,
  )
  assert.deepEqual(slots, [
    { at: 98 * HOUR, allowed: 0, refused: { token_expired: 2 } },
    { at: 99 * HOUR, allowed: 0, refused: {} },
    { at: 100 * HOUR, allowed: 7, refused: {} },
  ])
})
