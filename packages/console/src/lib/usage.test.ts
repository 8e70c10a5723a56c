import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusalWords, totalsOf } from './usage.ts'

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
