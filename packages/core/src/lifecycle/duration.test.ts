import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Duration } from '@keyward/contract'
import fc from 'fast-check'
import { decideExpiry, LAST_INSTANT } from './duration.ts'

const NOW = Date.UTC(2026, 0, 31, 10, 0, 0, 500)
const DAY = 86_400_000
const until = (ms: number): Duration => ({ until: new Date(ms).toISOString() })

test('unlimited never expires', () => {
  assert.deepEqual(decideExpiry('unlimited', NOW), { expiresAt: null })
})

test('days are counted from now, to the millisecond', () => {
  assert.deepEqual(decideExpiry({ days: 1 }, NOW), { expiresAt: NOW + DAY })
  assert.deepEqual(decideExpiry({ days: 3650 }, NOW), { expiresAt: NOW + 3650 * DAY })
})

test('a date is taken as it stands, whatever its offset', () => {
  assert.deepEqual(decideExpiry({ until: '2026-03-01T00:00:00+02:00' }, NOW), {
    expiresAt: Date.UTC(2026, 1, 28, 22),
  })
})

test('the expiry lies after now: not at it, and one millisecond is enough', () => {
  assert.deepEqual(decideExpiry(until(NOW + 1), NOW), { expiresAt: NOW + 1 })
  for (const at of [NOW, NOW - 1, 0, -1, Date.UTC(1, 0)])
    assert.deepEqual(decideExpiry(until(at), NOW), { fault: 'the expiry must lie in the future' })
})

test('the last instant of year 9999 is the last one', () => {
  assert.deepEqual(decideExpiry({ until: '9999-12-31T23:59:59.999Z' }, NOW), { expiresAt: LAST_INSTANT })
  const late = { fault: 'the expiry must lie before the year 10000' }
  assert.deepEqual(decideExpiry({ until: '9999-12-31T23:59:59.999-00:01' }, NOW), late)
  assert.deepEqual(decideExpiry(until(LAST_INSTANT + 1), NOW), late)
  assert.deepEqual(decideExpiry({ days: 1 }, LAST_INSTANT - DAY), { expiresAt: LAST_INSTANT })
  assert.deepEqual(decideExpiry({ days: 1 }, LAST_INSTANT - DAY + 1), late)
})

const NO_DURATIONS: Record<string, Duration> = {
  'no days': { days: 0 },
  'negative days': { days: -1 },
  'half a day': { days: 0.5 },
  'NaN days': { days: Number.NaN },
  'infinite days': { days: Number.POSITIVE_INFINITY },
  '2^31 days': { days: 2 ** 31 },
  '2^53 days': { days: 2 ** 53 },
  'a date that is none': { until: 'tomorrow' },
  'a 13th month': { until: '2026-13-01T00:00:00Z' },
  'an empty date': { until: '' },
}

for (const [what, duration] of Object.entries(NO_DURATIONS))
  test(`${what} is no duration, and never an unlimited one`, () => {
    assert.ok('fault' in decideExpiry(duration, NOW))
  })

test('a clock that has no time makes no expiry', () => {
  assert.ok('fault' in decideExpiry({ days: 1 }, Number.NaN))
  assert.ok('fault' in decideExpiry(until(NOW), Number.NaN))
})

test('whatever the contract lets in ends after now and by year 9999, or is refused', () => {
  const instants = fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  const days = fc.integer({ min: 1, max: 3650 }).map((count) => ({ days: count }))
  const durations = fc.oneof(
    days,
    instants.map((text) => ({ until: text })),
  )
  fc.assert(
    fc.property(durations, fc.integer({ min: 0, max: LAST_INSTANT }), (duration, now) => {
      if (!Duration.safeParse(duration).success) return
      const decision = decideExpiry(duration, now)
      if ('fault' in decision) return
      assert.ok(decision.expiresAt !== null && decision.expiresAt > now && decision.expiresAt <= LAST_INSTANT)
    }),
  )
})
