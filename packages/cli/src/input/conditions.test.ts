import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stop } from '../stop.ts'
import { parseInstant, parseRate } from './conditions.ts'

test('a rate is calls in a window of seconds, minutes, hours or a day', () => {
  assert.deepEqual(parseRate('100/1m'), { limit: 100, windowSeconds: 60 })
  assert.deepEqual(parseRate('100/1min'), { limit: 100, windowSeconds: 60 })
  assert.deepEqual(parseRate('5/s'), { limit: 5, windowSeconds: 1 })
  assert.deepEqual(parseRate('7/12h'), { limit: 7, windowSeconds: 43_200 })
  assert.deepEqual(parseRate('9/1d'), { limit: 9, windowSeconds: 86_400 })
  for (const wrong of ['', '100', '0/1s', '5/0s', '5/1w', '-1/1s', '5/1s/1s', '1e3/1s'])
    assert.throws(() => parseRate(wrong), Stop, wrong)
})

test('an instant is a date, which begins at midnight UTC, or says its zone', () => {
  assert.equal(parseInstant('2027-01-31'), '2027-01-31T00:00:00Z')
  assert.equal(parseInstant('2027-01-31T12:00Z'), '2027-01-31T12:00:00Z')
  assert.equal(parseInstant('2027-01-31T12:00:05+02:00'), '2027-01-31T12:00:05+02:00')
  for (const wrong of ['soon', '2027-01-31T12:00', '31.1.2027'])
    assert.throws(() => parseInstant(wrong), Stop, wrong)
})
