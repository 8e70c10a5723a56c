import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERRORS } from '@keyward/contract'
import { EXIT, exitOfStatus } from './exit-codes.ts'

test('every error of the table comes to an exit status that tells what to do next', () => {
  for (const [code, { status }] of Object.entries(ERRORS)) assert.ok(exitOfStatus(status) > 0, code)
  assert.deepEqual([undefined, 400, 401, 403, 404, 409, 413, 429, 500, 502, 503].map(exitOfStatus), [
    EXIT.unavailable,
    EXIT.usage,
    EXIT.refused,
    EXIT.refused,
    EXIT.unknown,
    EXIT.conflict,
    EXIT.usage,
    EXIT.unavailable,
    EXIT.failed,
    EXIT.unavailable,
    EXIT.unavailable,
  ])
})
