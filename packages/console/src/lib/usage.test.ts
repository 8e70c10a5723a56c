import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axisTop, lastDayWords, refusalWords, scaleOf, slotSentence, totalsOf } from './usage.ts'

test('slots add up, and reasons stand by how often they came', () => {
  const at = '2026-11-21T10:00:00.000Z'
  assert.deepEqual(
    totalsOf([
      { at, allowed: 3, refused: { token_expired: 1 } },
      { at, allowed: 4, refused: { token_expired: 1, permission_missing: 5 } },
    ]),
    {
      allowed: 7,
      refused: 7,
      reasons: [
        ['permission_missing', 5],
        ['token_expired', 2],
      ],
    },
  )
})

test('an unknown value under a token’s own name is told as an old one', () => {
  assert.equal(refusalWords('token_unknown'), 'an old value that has stopped')
  assert.equal(refusalWords('permission_missing'), 'permission missing')
})

test('the last day is told as calls, and as those who made one within it', () => {
  const now = Date.parse('2026-11-21T10:30:00.000Z')
  const slot = (allowed: number) => ({
    at: '2026-11-21T10:00:00.000Z',
    allowed,
    refused: { token_expired: 9 },
  })
  const caller = (lastAt: string) => ({ address: '192.0.2.1', agent: null, count: 1, lastAt, version: null })
  const today = caller('2026-11-21T09:00:00.000Z')
  const earlier = caller('2026-11-20T10:29:00.000Z')
  assert.equal(lastDayWords({ hours: [slot(0)], callers: [earlier] }, now), 'No calls')
  assert.equal(lastDayWords({ hours: [slot(1)], callers: [today, earlier] }, now), '1 call by 1 caller')
  assert.equal(
    lastDayWords({ hours: [slot(1000), slot(2)], callers: Array(20).fill(today) }, now),
    '1,002 calls by 20 or more callers',
  )
})

test('a slot is told with why it was refused, the most frequent reason first', () => {
  const slot = {
    at: '2026-11-21T00:00:00.000Z',
    allowed: 2,
    refused: { token_expired: 1, permission_missing: 4 },
  }
  assert.equal(
    slotSentence(slot, 'days'),
    'Sat 21 Nov: 2 allowed, 5 refused (permission missing 4, token expired 1)',
  )
  assert.equal(slotSentence({ ...slot, refused: {} }, 'days'), 'Sat 21 Nov: 2 allowed, 0 refused')
})

test('the chart ends at a round number that no bar passes', () => {
  const topOf = (allowed: number) => axisTop([{ at: '', allowed, refused: {} }])
  assert.deepEqual([0, 1, 7, 10, 61, 801].map(topOf), [1, 1, 8, 10, 80, 1000])
})

test('beside the bars stand whole calls only', () => {
  assert.deepEqual(scaleOf(1), [1, 0])
  assert.deepEqual(scaleOf(60), [60, 30, 0])
})
