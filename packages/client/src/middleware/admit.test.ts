import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Caller, ERRORS, RefusalCode, type RequestVerdict, type Verdict } from '@keyward/contract'
import { type Admission, type Asking, admit, callerOf, type GuardOptions } from './admit.ts'
import { createGuard as onExpress } from './express.ts'
import { createGuard as onNext } from './next.ts'

const TOKEN = `kw_${'a'.repeat(16)}_${'b'.repeat(49)}`
const ORGANIZATION = 'org_019aa3c1f0007d2a9b1e5c3d7f604182'
const caller = {
  tokenId: 'a'.repeat(16),
  tokenName: 'CI',
  organization: { id: ORGANIZATION, externalId: null, name: 'Acme' },
  owner: { kind: 'organization' },
  expiresAt: null,
  warnFrom: null,
} as Caller
const standing = { limit: 10, windowSeconds: 60, remaining: 0, resetSeconds: 7 }

const asking = (changes: Partial<Asking> = {}): Asking => ({
  authorization: [`Bearer ${TOKEN}`],
  method: 'GET',
  host: 'notes.example',
  target: '/notes',
  address: '203.0.113.7',
  agent: null,
  ...changes,
})

const refusal = (code: string, more = {}) =>
  ({ valid: false, code, caller, need: null, ...more }) as RequestVerdict
const allowed = (more = {}): Verdict => ({ valid: true, caller, permissions: [], ...more })

async function refused(verdict: RequestVerdict, options: GuardOptions = {}, request = asking()) {
  const admission = await admit(request, options, () => verdict)
  if (!('refused' in admission)) return assert.fail('it was let in')
  const { status, headers, body } = admission.refused
  return { status, headers, body: JSON.parse(body) }
}

test('each refusal is answered with the status of its row, as a problem document that nobody caches', async () => {
  for (const code of RefusalCode.options) {
    const { status, headers, body } = await refused(refusal(code))
    assert.deepEqual([status, body.status, body.code], [ERRORS[code].status, ERRORS[code].status, code])
    assert.match(headers['content-type'] ?? '', /^application\/problem\+json/)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(status === 401, /error="invalid_token"/.test(headers['www-authenticate'] ?? ''), code)
  }
})

test('a missing permission is named in the challenge and in the answer, with the token and where it is edited', async () => {
  const verdict = refusal('permission_missing', { need: 'notes/notes:create' })
  const { headers, body } = await refused(verdict, { realm: 'notes', consoleUrl: 'https://keys.example' })
  assert.equal(
    headers['www-authenticate'],
    'Bearer realm="notes", error="insufficient_scope", scope="notes/notes:create"',
  )
  assert.equal(body.detail, 'The token "CI" lacks notes/notes:create.')
  assert.deepEqual(body.token, { id: caller.tokenId, name: 'CI' })
  assert.equal(body.edit_url, `https://keys.example/o/${ORGANIZATION}/settings/api-tokens/${caller.tokenId}`)
  assert.equal((await refused(verdict)).body.edit_url, undefined)
})

test('a rate limit is told in headers, with the time to come back when it is what refuses', async () => {
  const { status, headers, body } = await refused(refusal('rate_limited', { rateLimit: standing }))
  assert.deepEqual(
    [status, headers['retry-after'], headers.ratelimit, body.retry_after],
    [429, '7', '"default";r=0;t=7', 7],
  )
  const passed = await admit(asking(), {}, () => allowed({ rateLimit: standing }))
  assert.deepEqual('headers' in passed && passed.headers, {
    ratelimit: '"default";r=0;t=7',
    'ratelimit-policy': '"default";q=10;w=60',
  })
})

test('[B8] an answer says that the token is soon to expire, from the day of the warning on', async () => {
  const [warnFrom, expiresAt] = ['2026-11-20T00:00:00.000Z', '2026-11-27T00:00:00.000Z']
  const verdict = allowed({ caller: { ...caller, warnFrom, expiresAt } })
  const told = async (at: string) => {
    const admission = await admit(asking(), { now: () => Date.parse(at) }, () => verdict)
    return 'headers' in admission ? admission.headers['keyward-token-expires'] : assert.fail('refused')
  }
  assert.equal(await told('2026-11-19T23:59:59.999Z'), undefined)
  assert.equal(await told(warnFrom), expiresAt)
})

test('a request at no route is told why', async () => {
  const { status, body } = await refused(refusal('route_unmapped', { why: 'target_ambiguous' }))
  assert.deepEqual(
    [status, body.detail],
    [403, 'The request is refused: the path can be read in more than one way.'],
  )
})

test('a refusal that a newer server has, and this version does not know, refuses', async () => {
  const { status, body } = await refused(refusal('brand_new'))
  assert.deepEqual([status, body.code], [403, 'brand_new'])
})

test('what presents no token, two, or one in the address is refused and never judged', async () => {
  for (const [changes, code] of [
    [{ authorization: [] }, 'credential_missing'],
    [{ authorization: ['Basic YWRhOmFkYQ=='] }, 'credential_missing'],
    [{ authorization: ['Bearer'] }, 'token_malformed'],
    [{ authorization: [`Bearer ${TOKEN}`, `Bearer ${TOKEN}`] }, 'credential_ambiguous'],
    [{ authorization: [`Bearer ${TOKEN}, Bearer ${TOKEN}`] }, 'credential_ambiguous'],
    [{ target: `/notes?x=${TOKEN}` }, 'credential_in_query'],
  ] as const) {
    const admission: Admission = await admit(asking(changes), {}, () => assert.fail('judged'))
    assert.equal('refused' in admission && JSON.parse(admission.refused.body).code, code)
  }
})

test('no refusal repeats a token', async () => {
  for (const request of [
    asking({ authorization: [`Bearer ${TOKEN}`, 'x'] }),
    asking({ target: `/?t=${TOKEN}` }),
  ])
    assert.doesNotMatch(JSON.stringify(await admit(request, {}, () => allowed())), /bbbb/)
})

test('a verifier that breaks its word breaks the request, and lets nobody in', async () => {
  const broken = Promise.reject(new Error('broken'))
  await assert.rejects(
    admit(asking(), {}, () => broken),
    /broken/,
  )
})

test('a mistyped need stops the start, not a request', () => {
  const verifier = { verify: async () => allowed() }
  // @ts-expect-error the compiler sees some of them
  assert.throws(() => onExpress(verifier)('notes'), {
    name: 'TypeError',
    message: /not a permission: "notes"/,
  })
  assert.throws(() => onNext(verifier)('notes/notes:FIND!', () => new Response()), { name: 'TypeError' })
  const guard = onExpress<'notes/notes:find'>(verifier)
  // @ts-expect-error another permission than the declared ones
  guard('notes/notes:fnid')
})

test('on a route that no guard stands before, asking who is calling fails loudly', () => {
  assert.equal(callerOf({ caller }), caller)
  assert.throws(() => callerOf({}), { name: 'TypeError', message: /No guard stands before this route/ })
})

test('a handler of Next keeps its answer, also one whose headers cannot be changed', async () => {
  const verifier = { verify: async () => allowed({ rateLimit: standing }) }
  const request = new Request('http://notes.example/notes', { headers: { authorization: `Bearer ${TOKEN}` } })
  const handler = onNext(verifier)('notes/notes:find', (_, { tokenName }, { params }: { params: string }) =>
    Response.redirect(`https://notes.example/${tokenName}/${params}`, 303),
  )
  const response = await handler(request, { params: 'p' })
  assert.deepEqual(
    [response.status, response.headers.get('location'), response.headers.get('ratelimit')],
    [303, 'https://notes.example/CI/p', '"default";r=0;t=7'],
  )
})
