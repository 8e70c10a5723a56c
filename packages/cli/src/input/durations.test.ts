import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseExpiry, parseSpan } from './durations.ts'

test('an expiry is days, weeks, a day to its end, an instant, or never', () => {
  assert.deepEqual(parseExpiry('30d'), { days: 30 })
  assert.deepEqual(parseExpiry('2w'), { days: 14 })
  assert.deepEqual(parseExpiry('2027-01-31'), { until: '2027-01-31T23:59:59Z' })
  assert.deepEqual(parseExpiry('2027-01-31T12:00Z'), { until: '2027-01-31T12:00:00Z' })
  assert.deepEqual(parseExpiry('2027-01-31T12:00:05+02:00'), { until: '2027-01-31T12:00:05+02:00' })
  assert.equal(parseExpiry('never'), 'unlimited')
})

test('a time span is minutes, hours or days', () => {
  assert.deepEqual(['0', '90min', '24h', '7d'].map(parseSpan), [0, 5_400_000, 86_400_000, 604_800_000])
})

test('anything else is refused with what would do', () => {
  for (const text of ['', '30', 'd30', '-1d', '1.5d', '2027-1-1', 'tomorrow', ' 30d', '30d\n'])
    assert.throws(() => parseExpiry(text), { name: 'Stop', exit: 2 }, text)
  for (const text of ['', '1', '1w', '-1h', '1e3h', 'h'])
    assert.throws(() => parseSpan(text), { name: 'Stop', exit: 2 }, text)
})
