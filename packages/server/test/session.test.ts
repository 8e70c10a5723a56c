import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ORIGIN, OWNER, openServer, openSetUpServer, sessionIn } from './parts/house.ts'

const DAY = 24 * 3_600_000

test('setting up signs the owner in, with a token for a service, exactly once', async (t) => {
  const { ask, setupCode } = await openServer(t)
  const body = {
    code: setupCode,
    organization: { name: 'Acme' },
    owner: OWNER,
    verifyToken: { name: 'Notes service' },
  }
  const first = await ask('POST', '/v1/setup', { body })
  assert.equal(first.status, 201)
  assert.deepEqual(first.body.verifyToken.token.permissions, ['keyward/tokens:verify'])
  const session = await ask('GET', '/v1/session', { as: sessionIn(first) })
  assert.deepEqual([session.body.user.email, session.body.memberships[0].role.id], [OWNER.email, 'owner'])
  assert.equal((await ask('POST', '/v1/setup', { body })).body.code, 'setup_done')
  assert.deepEqual((await ask('GET', '/v1/setup')).body, { done: true })
})

test('a set-up that broke off after making the user is finished by a retry, also with another password', async (t) => {
  const { ask, setupCode, keyward } = await openServer(t)
  const body = { code: setupCode, organization: { name: 'Acme' }, owner: OWNER }
  const { setUp } = keyward.installation
  keyward.installation.setUp = () => Promise.reject(new Error('the power went out'))
  assert.equal((await ask('POST', '/v1/setup', { body })).body.code, 'internal')
  keyward.installation.setUp = setUp
  const password = 'another four words here'
  assert.equal(
    (await ask('POST', '/v1/setup', { body: { ...body, owner: { ...OWNER, password } } })).status,
    201,
  )
  assert.equal(
    (await ask('POST', '/v1/session', { body: { email: OWNER.email, password: OWNER.password } })).status,
    401,
  )
  assert.equal((await ask('POST', '/v1/session', { body: { email: OWNER.email, password } })).status, 200)
})

test('of many who set up at once one succeeds, and theirs is the password', async (t) => {
  const { ask, setupCode } = await openServer(t)
  const attempt = async (index: number) => {
    const owner = { ...OWNER, password: `${OWNER.password} ${index}` }
    const body = { code: setupCode, organization: { name: 'Acme' }, owner }
    return { password: owner.password, status: (await ask('POST', '/v1/setup', { body })).status }
  }
  const attempts = await Promise.all([0, 1, 2, 3, 4].map(attempt))
  assert.deepEqual(attempts.map(({ status }) => status).sort(), [201, 409, 409, 409, 409])
  for (const { password, status } of attempts) {
    const { status: signedIn } = await ask('POST', '/v1/session', { body: { email: OWNER.email, password } })
    assert.equal(signedIn, status === 201 ? 200 : 401)
  }
})

test('the cookie is out of reach of scripts and other sites; on https it is bound to the host', async (t) => {
  for (const [publicUrl, expected] of [
    [ORIGIN, /^keyward=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/],
    [
      'https://keys.acme.example',
      /^__Host-keyward=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ],
  ] as const) {
    const { ask } = await openSetUpServer(t, { publicUrl })
    const { headers } = await ask('POST', '/v1/session', {
      body: { email: OWNER.email, password: OWNER.password },
    })
    assert.equal([headers['set-cookie']].flat().length, 1)
    assert.match(String(headers['set-cookie']), expected)
    assert.equal(
      headers['strict-transport-security'],
      publicUrl.startsWith('https') ? 'max-age=31536000' : undefined,
    )
  }
})

test('signing in again makes a new session and ends the one before; signing out ends it on the server', async (t) => {
  const { ask, owner } = await openSetUpServer(t)
  const again = sessionIn(
    await ask('POST', '/v1/session', {
      as: owner,
      body: { email: OWNER.email.toUpperCase(), password: OWNER.password },
    }),
  )
  assert.notEqual(again.cookie, owner.cookie)
  assert.equal((await ask('GET', '/v1/session', { as: owner })).body.code, 'session_required')
  assert.equal((await ask('GET', '/v1/session', { as: again })).status, 200)
  const out = await ask('DELETE', '/v1/session', { as: again })
  assert.deepEqual([out.status, out.text], [204, ''])
  assert.match(String(out.headers['set-cookie']), /^keyward=; Max-Age=0/)
  assert.equal((await ask('GET', '/v1/session', { as: again })).status, 401)
})

test('[R6] signing out revokes the personal tokens marked for it before it answers; a session that runs out does not', async (t) => {
  const { ask, owner, generate, signIn, pass } = await openSetUpServer(t)
  const marked = await generate({ name: 'marked', revokeAtSignOut: true })
  const spared = await generate({ name: 'spared' })
  const judge = async (token: string) => (await ask('GET', '/v1/verify', { as: token })).body
  assert.equal((await judge(marked.plaintext)).valid, true)
  assert.equal((await ask('DELETE', '/v1/session', { as: owner })).status, 204)
  assert.equal((await judge(marked.plaintext)).code, 'token_revoked')
  assert.equal((await judge(spared.plaintext)).valid, true)

  const again = await signIn()
  const { body } = await ask('GET', `/v1/tokens/${marked.id}`, { as: again })
  assert.deepEqual([body.revocation.reason, body.revocation.by.name], ['signed_out', OWNER.name])
  const outlives = await ask('POST', '/v1/tokens', {
    as: again,
    body: { name: 'outlives', revokeAtSignOut: true, duration: { days: 90 } },
  })
  pass(30 * DAY)
  assert.equal((await ask('GET', '/v1/session', { as: again })).status, 401)
  assert.equal((await ask('DELETE', '/v1/session', { as: again })).status, 401)
  assert.equal((await judge(outlives.body.plaintext)).valid, true)
})

test('a cookie that is not ours, or altered, is no session', async (t) => {
  const { ask, owner } = await openSetUpServer(t)
  for (const cookie of [
    'keyward=x',
    'keyward=',
    'keyward=x.y',
    `${owner.cookie}x`,
    owner.cookie.slice(0, -4),
    owner.cookie.replace('keyward=', 'Keyward='),
  ])
    for (const url of ['/v1/session', '/v1/tokens'])
      assert.equal((await ask('GET', url, { as: { cookie } })).status, 401, cookie)
})

test('a session ends after 30 days, however much it was used', async (t) => {
  const { ask, owner, pass } = await openSetUpServer(t)
  pass(30 * DAY)
  assert.equal((await ask('GET', '/v1/session', { as: owner })).body.code, 'session_required')
})

test('15 minutes after signing in a token is generated only after confirming the password', async (t) => {
  const { ask, owner, pass } = await openSetUpServer(t)
  const generate = (as: { cookie: string }) => ask('POST', '/v1/tokens', { as, body: { name: 'x' } })
  assert.equal((await generate(owner)).status, 201)
  pass(15 * 60_000)
  assert.equal((await generate(owner)).body.code, 'sign_in_stale')
  assert.equal((await ask('GET', '/v1/tokens', { as: owner })).status, 200)
})

test('a change with a session cookie from another site does nothing', async (t) => {
  const { ask, owner, generate } = await openSetUpServer(t)
  const { id } = await generate({ name: 'target' })
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:4118' },
    { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
    { origin: ORIGIN, 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of foreign)
    for (const [method, url, body] of [
      ['POST', '/v1/tokens', { name: 'forged' }],
      ['POST', `/v1/tokens/${id}/revoke`, {}],
      ['DELETE', `/v1/tokens/${id}?revoke=true`, undefined],
      ['PATCH', `/v1/tokens/${id}`, { name: 'forged' }],
      ['DELETE', '/v1/session', undefined],
    ] as const) {
      const answer = await ask(method, url, { as: owner, headers, ...(body && { body }) })
      assert.deepEqual(
        [answer.status, answer.body.code],
        [403, 'origin_refused'],
        `${method} ${url} ${JSON.stringify(headers)}`,
      )
    }
  const silent = await ask('POST', '/v1/tokens', {
    headers: { cookie: owner.cookie },
    body: { name: 'forged' },
  })
  assert.equal(silent.body.code, 'origin_refused')
  const login = await ask('POST', '/v1/session', {
    headers: { origin: 'https://evil.example' },
    body: { email: OWNER.email, password: OWNER.password },
  })
  assert.equal(login.body.code, 'origin_refused')
  const tokens = (await ask('GET', '/v1/tokens', { as: owner })).body.tokens
  assert.deepEqual(
    tokens.map(({ name, status }: { name: string; status: string }) => [name, status]),
    [
      ['target', 'active'],
      ['Notes service', 'active'],
    ],
  )
})

test('a token needs no origin: cookies are what another site could borrow', async (t) => {
  const { ask, verifier } = await openSetUpServer(t)
  const answer = await ask('POST', '/v1/verify', {
    as: verifier,
    headers: { origin: 'https://evil.example' },
    body: { token: verifier },
  })
  assert.equal(answer.status, 200)
})

test('whoever guesses is slowed down, whatever address they claim, and somebody else is not', async (t) => {
  const { ask } = await openSetUpServer(t)
  const signIn = (email: string, password: string, claimed = '198.51.100.1') =>
    ask('POST', '/v1/session', { body: { email, password }, headers: { 'x-forwarded-for': claimed } })
  for (let attempt = 0; attempt < 10; attempt++)
    assert.equal((await signIn('eve@acme.example', 'a wrong guess', `198.51.100.${attempt}`)).status, 401)
  const { status, body, headers } = await signIn('EVE@acme.example', 'a wrong guess', '198.51.100.99')
  assert.deepEqual([status, body.code], [429, 'too_many_attempts'])
  assert.ok(Number(headers['retry-after']) > 800 && Number(headers['retry-after']) <= 900)
  assert.equal((await signIn(OWNER.email, OWNER.password)).status, 200)
})
