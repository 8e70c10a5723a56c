import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Conditions } from '@keyward/contract'
import {
  conditionsDraftOf,
  INCOMPLETE,
  NO_CONDITIONS,
  openConditions,
  toConditions,
  withAddress,
} from './conditions-draft.ts'
import { callWords, rateWords } from './describe-conditions.ts'

const SET: Conditions = {
  notBefore: '2031-02-03T10:00:17.500Z',
  addresses: ['203.0.113.0/24', '2001:db8::1'],
  rateLimit: { limit: 5, windowSeconds: 30 },
  usageCap: 9,
}
const BEFORE = conditionsDraftOf(SET)

test('a form that nobody touched sends nothing, also where it shows less than is kept', () => {
  assert.equal(toConditions(NO_CONDITIONS, NO_CONDITIONS), undefined)
  assert.equal(toConditions(BEFORE, BEFORE), undefined)
  assert.equal(toConditions({ ...NO_CONDITIONS, windowSeconds: 1 }, NO_CONDITIONS), undefined)
  assert.equal(toConditions({ ...BEFORE, addresses: '\n203.0.113.0/24 \n\n2001:db8::1' }, BEFORE), undefined)
})

test('only what was changed is sent, and what was emptied is taken away', () => {
  assert.deepEqual(toConditions({ ...BEFORE, usageCap: '10' }, BEFORE), { usageCap: 10 })
  assert.deepEqual(toConditions({ ...BEFORE, windowSeconds: 60 }, BEFORE), {
    rateLimit: { limit: 5, windowSeconds: 60 },
  })
  assert.deepEqual(toConditions({ ...BEFORE, addresses: ' 10.0.0.1 \n\n' }, BEFORE), {
    addresses: ['10.0.0.1'],
  })
  assert.deepEqual(toConditions({ ...NO_CONDITIONS, windowSeconds: 30 }, BEFORE), {
    notBefore: null,
    addresses: null,
    rateLimit: null,
    usageCap: null,
  })
  const notBefore = '2031-02-03T11:00'
  assert.deepEqual(toConditions({ ...BEFORE, notBefore }, BEFORE), {
    notBefore: new Date(notBefore).toISOString(),
  })
})

test('a day that is none is not taken for no day', () => {
  for (const notBefore of [INCOMPLETE, '2031-02-30T10:00', '99999-01-01T00:00'])
    assert.notEqual(toConditions({ ...BEFORE, notBefore }, BEFORE)?.notBefore, null)
})

test('what is half filled in, or no whole number, is asked for before the server is', () => {
  assert.deepEqual(openConditions(BEFORE), {})
  assert.deepEqual(openConditions(NO_CONDITIONS), {})
  assert.deepEqual(Object.keys(openConditions({ ...BEFORE, notBefore: INCOMPLETE })), [
    'conditions.notBefore',
  ])
  for (const text of ['1.5', '-1', '1e3', 'many', '1 000'])
    assert.deepEqual(Object.keys(openConditions({ ...BEFORE, limit: text, usageCap: text })), [
      'conditions.rateLimit',
      'conditions.usageCap',
    ])
})

test('an address is added once, on a line of its own', () => {
  assert.equal(withAddress('', '203.0.113.7'), '203.0.113.7')
  assert.equal(withAddress('10.0.0.0/8\n', '203.0.113.7'), '10.0.0.0/8\n203.0.113.7')
  assert.equal(withAddress('10.0.0.0/8\n 203.0.113.7', '203.0.113.7'), '10.0.0.0/8\n 203.0.113.7')
})

test('a rate limit and a number of calls read as they are said', () => {
  assert.equal(rateWords({ limit: 100, windowSeconds: 60 }), '100 calls a minute')
  assert.equal(rateWords({ limit: 1, windowSeconds: 3600 }), '1 call an hour')
  assert.equal(rateWords({ limit: 5000, windowSeconds: 90 }), '5,000 calls in 90 seconds')
  assert.equal(callWords(1_000_000), '1,000,000 calls')
})
