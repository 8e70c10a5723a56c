import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, endOfDay, formatAgo, formatRelative, HOUR, toDateField } from './dates.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')

test('a distance in time is told in the largest unit that does not mislead', () => {
  const told = [
    [0, 'just now'],
    [-3 * 60_000, '3 minutes ago'],
    [-HOUR, '1 hour ago'],
    [-26 * HOUR, '1 day ago'],
    [10 * DAY, 'in 10 days'],
    [45 * DAY, 'in 45 days'],
    [90 * DAY, 'in 3 months'],
    [800 * DAY, 'in 2 years'],
  ] as const
  for (const [distance, words] of told) assert.equal(formatRelative(NOW + distance, NOW), words)
})

test('what happened is never told as lying ahead, whatever the clock of the browser says', () => {
  assert.equal(formatAgo(new Date(NOW + 20 * HOUR).toISOString(), NOW), 'just now')
})

test('a last valid day ends with its last second in the zone of the person, and is only taken if it exists', () => {
  const end = endOfDay('2026-12-31')
  assert.deepEqual([end?.getHours(), end?.getMinutes(), end?.getSeconds()], [23, 59, 59])
  assert.equal(toDateField(end?.getTime() ?? 0), '2026-12-31')
  assert.equal(endOfDay('2026-02-30'), undefined)
  assert.equal(endOfDay('tomorrow'), undefined)
})
