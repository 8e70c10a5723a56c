import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Conditions, narrowsConditions, UNCONDITIONAL } from './conditions.ts'

const ROWS: [what: string, before: Partial<Conditions>, after: Partial<Conditions>, narrows: boolean][] = [
  ['nothing', {}, {}, false],
  ['a first instant', {}, { notBefore: 5 }, true],
  ['a later instant', { notBefore: 5 }, { notBefore: 6 }, true],
  ['an earlier instant', { notBefore: 6 }, { notBefore: 5 }, false],
  ['no instant any more', { notBefore: 6 }, {}, false],
  ['a first list', {}, { addresses: ['::1'] }, true],
  ['another address', { addresses: ['::1'] }, { addresses: ['::2'] }, true],
  ['an address less', { addresses: ['::1', '::2'] }, { addresses: ['::1'] }, true],
  ['an address more', { addresses: ['::1'] }, { addresses: ['::2', '::1'] }, false],
  ['no list any more', { addresses: ['::1'] }, {}, false],
  ['a first rate limit', {}, { rateLimit: { limit: 9, windowSeconds: 60 } }, true],
  [
    'a lower rate limit',
    { rateLimit: { limit: 9, windowSeconds: 60 } },
    { rateLimit: { limit: 8, windowSeconds: 60 } },
    true,
  ],
  [
    'another window',
    { rateLimit: { limit: 9, windowSeconds: 60 } },
    { rateLimit: { limit: 10, windowSeconds: 30 } },
    true,
  ],
  [
    'a higher rate limit',
    { rateLimit: { limit: 9, windowSeconds: 60 } },
    { rateLimit: { limit: 10, windowSeconds: 60 } },
    false,
  ],
  ['no rate limit any more', { rateLimit: { limit: 9, windowSeconds: 60 } }, {}, false],
  ['a first cap', {}, { usageCap: { limit: 9, since: 2 } }, true],
  ['a lower cap', { usageCap: { limit: 9, since: 2 } }, { usageCap: { limit: 8, since: 2 } }, true],
  ['a higher cap', { usageCap: { limit: 9, since: 2 } }, { usageCap: { limit: 10, since: 2 } }, false],
  ['no cap any more', { usageCap: { limit: 9, since: 2 } }, {}, false],
]

for (const [what, before, after, narrows] of ROWS)
  test(`${what} ${narrows ? 'narrows' : 'narrows nothing'}`, () => {
    assert.equal(narrowsConditions({ ...UNCONDITIONAL, ...before }, { ...UNCONDITIONAL, ...after }), narrows)
  })
