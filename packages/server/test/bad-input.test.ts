import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { openServer, openSetUpServer, type SetUpHouse } from './parts/house.ts'

const CREDENTIALS: [header: string, code: string][] = [
  ['', 'credential_missing'],
  ['Basic YWRhOmFkYQ==', 'credential_missing'],
  ['null', 'credential_missing'],
  ['undefined', 'credential_missing'],
  ['Bearer', 'token_malformed'],
  ['Bearer null', 'token_malformed'],
  ['Bearer undefined', 'token_malformed'],
  ['Bearer 0', 'token_malformed'],
  ['Bearer []', 'token_malformed'],
  ['Bearer ../../etc/passwd', 'token_malformed'],
  ["Bearer ' or 1=1 --", 'token_malformed'],
  [`Bearer ${'x'.repeat(10_000)}`, 'token_malformed'],
  ['Bearer kw_7Hd2mQx4Lp9Rt3Vz_nOtArEaLsEcReTnOtArEaLsEcReTnOtArEaLsEcReT1_000000', 'token_malformed'],
]

test('a credential that is none is refused with its own code, on every kind of operation', async (t) => {
  const { ask } = await openSetUpServer(t)
  for (const [authorization, code] of CREDENTIALS)
    for (const [method, url] of [
      ['GET', '/v1/tokens'],
      ['GET', '/v1/self'],
      ['GET', '/v1/verify'],
      ['POST', '/v1/verify'],
    ] as const) {
      const answer = await ask(method, url, { headers: { authorization } })
      assert.deepEqual([answer.status, answer.body.code], [401, code], `${url} ${authorization.slice(0, 30)}`)
      assert.match(
        String(answer.headers['www-authenticate']),
        code === 'credential_missing' ? /^Bearer realm="keyward"$/ : /error="invalid_token"/,
      )
    }
})

test('[B1] a token with one character mistyped, in the wrong case, cut or doubled is refused as malformed', async (t) => {
  const { ask, verifier } = await openSetUpServer(t)
  const at = 30
  const swapped = verifier[at] === 'A' ? 'B' : 'A'
  const wrong = [
    verifier.slice(0, at) + swapped + verifier.slice(at + 1),
    verifier.toUpperCase(),
    verifier.toLowerCase(),
    verifier.slice(0, -1),
    verifier.slice(1),
    verifier + verifier,
    `${verifier}x`,
    verifier.replace('kw_', 'wk_'),
    verifier.replace('_', '-'),
  ]
  for (const text of wrong)
    assert.equal((await ask('GET', '/v1/self', { as: text })).body.code, 'token_malformed', text)
  assert.equal((await ask('GET', '/v1/self', { as: verifier })).status, 200)
})

test('a token in the address never authenticates, and is not repeated', async (t) => {
  const { ask, verifier } = await openSetUpServer(t)
  for (const name of ['access_token', 'token', 'api_key', 'apikey', 'key', 'Access_Token'])
    for (const path of ['/v1/self', '/v1/verify', '/v1/tokens', '/v1/setup']) {
      const answer = await ask('GET', `${path}?${name}=${verifier}`)
      assert.deepEqual([answer.status, answer.body.code], [400, 'credential_in_query'])
      assert.ok(!answer.text.includes(verifier))
    }
})

test('a cookie and a token together are ambiguous', async (t) => {
  const { ask, verifier, owner } = await openSetUpServer(t)
  const answer = await ask('GET', '/v1/tokens', { as: verifier, headers: { cookie: owner.cookie } })
  assert.deepEqual([answer.status, answer.body.code], [400, 'credential_ambiguous'])
})

const BODIES: [body: string, path: string][] = [
  ['{"name":"x","isAdmin":true}', 'isAdmin'],
  ['{"name":"x","userId":"1"}', 'userId'],
  ['{"name":"x","organizationId":"org_1"}', 'organizationId'],
  ['{"name":"x","__proto__":{"polluted":true}}', '__proto__'],
  ['{"name":"x","constructor":{"prototype":{"polluted":true}}}', 'constructor'],
  ['{"name":"x","access":{"kind":"custom","scopes":[],"__proto__":{}}}', 'access.__proto__'],
  ['{"name":"x","name":"y"}', 'name'],
  ['{"name":7}', 'name'],
  ['{"name":null}', 'name'],
  ['{"name":""}', 'name'],
  ['{"name":"\\u202Eevil"}', 'name'],
  ['{}', 'name'],
  ['[]', ''],
  ['"x"', ''],
  ['{"name":"x","access":{"kind":"everything"}}', 'access.kind'],
  ['{"name":"x","access":{"kind":"custom","scopes":["notes"]}}', 'access.scopes.0'],
  ['{"name":"x","duration":{"days":0}}', 'duration.days'],
  ['{"name":"x","duration":{"days":-1}}', 'duration.days'],
  ['{"name":"x","duration":{"days":1.5}}', 'duration.days'],
  ['{"name":"x","duration":{"days":1e308}}', 'duration.days'],
  ['{"name":"x","duration":{"until":"yesterday"}}', 'duration.until'],
  ['{"name":"x","duration":{"until":"2026-02-30T00:00:00Z"}}', 'duration.until'],
  ['{"name":"x","duration":{"until":"+275760-09-13T00:00:00Z"}}', 'duration.until'],
]

test('a body with anything unknown, mistyped or absurd is refused with the field’s path, and nothing is made', async (t) => {
  const { ask, owner } = await openSetUpServer(t)
  const before = (await ask('GET', '/v1/tokens', { as: owner })).body.total
  for (const [body, path] of BODIES) {
    const answer = await ask('POST', '/v1/tokens', { as: owner, body })
    assert.deepEqual([answer.status, answer.body.code], [400, 'request_invalid'], body)
    assert.equal(answer.body.errors[0].path, path, body)
  }
  assert.equal((await ask('GET', '/v1/tokens', { as: owner })).body.total, before)
  assert.equal(Reflect.get({}, 'polluted'), undefined)
})

test('an instant that is past is no duration', async (t) => {
  const { ask, owner } = await openSetUpServer(t)
  for (const until of ['2020-01-01T00:00:00Z', '0001-01-01T00:00:00Z'])
    assert.deepEqual(
      await codeOf(ask('POST', '/v1/tokens', { as: owner, body: { name: 'x', duration: { until } } })),
      [400, 'duration_invalid'],
    )
})

test('a query with anything unknown, doubled or hidden is refused', async (t) => {
  const { ask, owner } = await openSetUpServer(t)
  for (const query of [
    'digest=x',
    'sort=digest',
    'sort=secret.digest',
    'sort=-pepper_version',
    'sort=name&sort=createdAt',
    'status=dead',
    'limit=0',
    'limit=201',
    'limit=1&limit=2',
    'limit=abc',
    'filter[digest]=x',
    '__proto__=x',
    'organizationId=x',
    'ownerId=x',
  ])
    assert.deepEqual(
      await codeOf(ask('GET', `/v1/tokens?${query}`, { as: owner })),
      [400, 'request_invalid'],
      query,
    )
  const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const id = '0'.repeat(16)
  for (const cursor of [
    forged('default', 0, 'x', id),
    forged('default', 0, 1.5, id),
    forged('default', 0, null, id),
    forged('default', 0, { $gt: 0 }, id),
    forged('default', 2, 0, id),
    forged('default', 0, 0, 'x'),
    forged('name', 0, 'x', id),
  ])
    assert.deepEqual(
      await codeOf(ask('GET', `/v1/tokens?cursor=${cursor}`, { as: owner })),
      [400, 'cursor_invalid'],
      cursor,
    )
  for (const cursor of ['x', '%00', 'e30', 'eyJpZCI6IjEifQ', 'a'.repeat(1000)])
    assert.deepEqual(
      await codeOf(ask('GET', `/v1/tokens?cursor=${cursor}`, { as: owner })),
      [400, 'cursor_invalid'],
      cursor,
    )
})

test('an address that is none is told apart from a method it does not take', async (t) => {
  const { ask, owner } = await openSetUpServer(t)
  for (const url of ['/v1', '/v1/nope', '/v2/tokens', '/.env', '/v1/tokens/a/b/c'])
    assert.deepEqual(await codeOf(ask('GET', url)), [404, 'route_unknown'], url)
  const answer = await ask('PUT', '/v1/tokens')
  assert.deepEqual(
    [answer.status, answer.body.code, answer.headers.allow],
    [405, 'method_not_allowed', 'GET, HEAD, POST'],
  )
  for (const method of ['OPTIONS', 'TRACE', 'PATCH'] as const)
    assert.equal((await ask(method, '/v1/verify')).status, 405, method)
  for (const id of ['x', 'a'.repeat(400), 'kw_7Hd2mQx4Lp9Rt3Vz'])
    assert.deepEqual(
      await codeOf(ask('GET', `/v1/tokens/${id}`, { as: owner })),
      [400, 'request_invalid'],
      id,
    )
  for (const id of ['..%2f..%2fetc', '%00'])
    assert.deepEqual(await codeOf(ask('GET', `/v1/tokens/${id}`, { as: owner })), [403, 'route_unmapped'], id)
  assert.deepEqual(await codeOf(ask('GET', '/v1/tokens/%zz', { as: owner })), [400, 'request_invalid'])
})

test('a body of 1.1 MB is refused, a stranger’s of 64 kB already, and one that is not JSON by name', async (t) => {
  const { ask, owner } = await openSetUpServer(t)
  const body = JSON.stringify({ name: 'x'.repeat(1_100_000) })
  assert.deepEqual(await codeOf(ask('POST', '/v1/tokens', { as: owner, body })), [413, 'request_too_large'])
  const deep = '['.repeat(65_537)
  assert.deepEqual(await codeOf(ask('POST', '/v1/leaked', { body: deep })), [413, 'request_too_large'])
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])
    assert.deepEqual(
      await codeOf(
        ask('POST', '/v1/tokens', { as: owner, body: '{"name":"x"}', headers: { 'content-type': type } }),
      ),
      [415, 'content_type_unsupported'],
      type,
    )
})

test('identity-like headers and fields give nobody an identity', async (t) => {
  const { ask, organizationId } = await openSetUpServer(t)
  for (const name of [
    'x-user-id',
    'x-forwarded-user',
    'x-organization',
    'keyward-organization',
    'remote-user',
    'x-api-key',
  ])
    assert.deepEqual(
      await codeOf(ask('GET', '/v1/tokens', { headers: { [name]: organizationId } })),
      [401, 'credential_missing'],
      name,
    )
})

const RAW: [what: string, bytes: string, status: number][] = [
  [
    'two Authorization headers',
    'GET /v1/self HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\nauthorization: Bearer a\r\n\r\n',
    400,
  ],
  ['a NUL in a header', 'GET /v1/self HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\0b\r\n\r\n', 400],
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  [
    'both length and chunks',
    'POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['64 kB of headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(65_536)}\r\n\r\n`, 413],
  ['a method nobody knows', 'BREW /v1/tokens HTTP/1.1\r\nHost: x\r\n\r\n', 400],
]

test('bytes that are not a request are answered with a problem, and the server lives on', async (t) => {
  const house = await openSetUpServer(t)
  const port = Number(new URL(await house.app.listen({ host: '127.0.0.1', port: 0 })).port)
  for (const [what, bytes, status] of RAW) {
    const answer = await sendRaw(port, bytes)
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `), `${what}: ${answer.slice(0, 100)}`)
    assert.match(answer, /application\/problem\+json/, what)
    assert.doesNotMatch(answer, /\bat .*\.(?:ts|js)\b|node_modules/, what)
  }
  assert.equal((await house.ask('GET', '/healthz')).status, 200)
})

test('a request that is sent drop by drop has 10 seconds for its head, and 30 in all', async (t) => {
  const { headersTimeout, requestTimeout } = (await openServer(t)).app.server
  assert.deepEqual([headersTimeout, requestTimeout], [10_000, 30_000])
})

function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setTimeout(20_000, () => socket.end())
    socket.on('data', (chunk) => {
      text += chunk
      if (text.includes('}')) socket.end()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', (error) => (text ? resolve(text) : reject(error)))
  })
}

async function codeOf(asked: ReturnType<SetUpHouse['ask']>): Promise<[number, string]> {
  const { status, body } = await asked
  return [status, body?.code]
}
