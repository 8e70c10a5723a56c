import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERROR_CODES, ERRORS, KeywardError, Problem } from './errors.ts'
import { problemOf } from './problem.ts'

const context = { requestId: 'req_1', publicUrl: 'https://keys.acme.example' }

test('every error is a problem document with the status of its row', () => {
  for (const code of ERROR_CODES) {
    const { status, body, headers } = problemOf(new KeywardError(code), context)
    assert.equal(status, ERRORS[code].status)
    assert.deepEqual(Problem.parse(body), {
      type: `https://keys.acme.example/errors/${code}`,
      title: ERRORS[code].title,
      status,
      code,
      request_id: 'req_1',
    })
    assert.equal(headers['cache-control'], 'no-store')
  }
})

test('[B13] nothing presented: the challenge names no error', () => {
  for (const code of ['credential_missing', 'session_required', 'sign_in_failed'] as const)
    assert.equal(
      problemOf(new KeywardError(code), context).headers['www-authenticate'],
      'Bearer realm="keyward"',
    )
})

test('a refused token: the challenge says invalid_token', () => {
  for (const code of [
    'token_malformed',
    'token_unknown',
    'token_revoked',
    'token_pending',
    'token_expired',
    'owner_inactive',
  ] as const)
    assert.match(
      problemOf(new KeywardError(code), context).headers['www-authenticate'] ?? '',
      /^Bearer realm="keyward", error="invalid_token"/,
    )
})

test('a missing permission: the challenge names the scope, the answer the token and where to edit it', () => {
  const error = new KeywardError('permission_missing', {
    permission: 'notes/notes:find',
    token: { id: '7Hd2mQx4Lp9Rt3Vz', name: 'CI' },
  })
  const { headers, body } = problemOf(error, { ...context, organizationId: 'org_1' })
  assert.equal(
    headers['www-authenticate'],
    'Bearer realm="keyward", error="insufficient_scope", scope="notes/notes:find"',
  )
  assert.equal(body.edit_url, 'https://keys.acme.example/o/org_1/settings/api-tokens/7Hd2mQx4Lp9Rt3Vz')
  assert.deepEqual(body.token, { id: '7Hd2mQx4Lp9Rt3Vz', name: 'CI' })
})

test('other errors carry no challenge', () => {
  assert.equal(problemOf(new KeywardError('token_not_found'), context).headers['www-authenticate'], undefined)
})

test('a wait is told in header and body', () => {
  const { headers, body } = problemOf(
    new KeywardError('too_many_attempts', { retryAfterSeconds: 61 }),
    context,
  )
  assert.equal(headers['retry-after'], '61')
  assert.equal(body.retry_after, 61)
})

test('thousands of faults do not come back as thousands', () => {
  const fields = Array.from({ length: 5000 }, () => ({ path: 'x'.repeat(5000), message: 'unknown field' }))
  const { body } = problemOf(new KeywardError('request_invalid', { fields }), context)
  assert.ok(JSON.stringify(body).length < 20_000)
})
