// A real nginx with the configuration that we ship, between a real Keyward and an API that tells what it got.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openServerPlace, startClaimedServer } from '../parts/claimed-server.ts'
import { type Nginx, shippedConfiguration, startNginx } from '../parts/nginx.ts'
import type { ServerProcess } from '../parts/server-process.ts'

const CATALOGUE = fileURLToPath(new URL('../../examples/notes-api/catalogue.json', import.meta.url))

type Headers = Record<string, string>
type Answer = { status: number; headers: IncomingHttpHeaders; text: string }
type Got = { method: string; url: string; headers: IncomingHttpHeaders; body: string }

const place = openServerPlace()
let server: ServerProcess
let manager: string
let personal: string
let nginx: Nginx
let sockets = 0

/** An API without a guard: it answers with what reached it, and by /notes/broken with a failure of its own. */
const api = createServer(async (asking, answer) => {
  const { method, url, headers } = asking
  answer.statusCode = url === '/notes/broken' ? 500 : url === '/notes/strange' ? 403 : 200
  answer.end(JSON.stringify({ method, url, headers, body: await readText(asking) }))
}).on('connection', () => {
  sockets += 1
})

before(async () => {
  copyFileSync(CATALOGUE, join(place.folder, 'catalogue.json'))
  const claimed = await startClaimedServer(place, { env: { KEYWARD_TRUSTED_PROXIES: '127.0.0.1' } })
  server = claimed.server
  manager = claimed.manager
  personal = await claimed.mint('mine', ['notes/notes:find'], 'user')
  api.listen(0, '127.0.0.1')
  await once(api, 'listening')
  place.atEnd(() => api.close() && api.closeAllConnections())
  const { port } = api.address() as AddressInfo
  nginx = await startNginx(shippedConfiguration(server.url, `http://127.0.0.1:${port}`))
  place.atEnd(() => nginx.stop())
})

after(() => place.end())

/** Sends a path exactly as it is written. */
async function send(method: string, path: string, headers: Headers = {}, body = ''): Promise<Answer> {
  const { hostname, port } = new URL(nginx.url)
  const asking = request({ hostname, port, method, path, headers, agent: false })
  asking.end(body)
  const [answer] = await once(asking, 'response')
  return { status: answer.statusCode, headers: answer.headers, text: await readText(answer) }
}

/** A token of the organisation, and the header that presents it. */
async function generate(scopes: string[], name = 'Pipeline', conditions = {}) {
  const access = { kind: 'custom', scopes }
  const { status, body } = await server.ask('POST', '/v1/tokens', {
    as: manager,
    body: { name, owner: 'organization', access, conditions },
  })
  assert.equal(status, 201, JSON.stringify(body))
  return { id: body.token.id, presented: { authorization: `Bearer ${body.plaintext}` } }
}

const gotBy = (answer: Answer): Got => JSON.parse(answer.text)

test('[B14] nginx lets a request through with who is calling, and without the token', async () => {
  const { id, presented } = await generate(['notes/notes:find', 'notes/notes:create'], 'Pipeline «é»')
  const answer = await send('GET', '/notes?page=2', presented)
  assert.equal(answer.status, 200)
  const { url, headers } = gotBy(answer)
  assert.equal(url, '/notes?page=2')
  assert.equal(headers['keyward-token-id'], id)
  assert.equal(decodeURIComponent(String(headers['keyward-token-name'])), 'Pipeline «é»')
  assert.equal(headers['keyward-owner'], 'organization')
  assert.match(String(headers['keyward-organization']), /^org_/)
  assert.equal(headers['keyward-scopes'], 'notes/notes:create notes/notes:find')
  assert.equal(headers.authorization, undefined)
  const posted = await send('POST', '/notes', { ...presented, 'content-type': 'text/plain' }, 'a body')
  assert.deepEqual([posted.status, gotBy(posted).method, gotBy(posted).body], [200, 'POST', 'a body'])
  assert.equal((await send('HEAD', '/notes', presented)).status, 200)
})

test('[R1] nginx tells the API whose personal token it is', async () => {
  const { headers } = gotBy(await send('GET', '/notes', { authorization: `Bearer ${personal}` }))
  assert.match(String(headers['keyward-owner']), /^mem_/)
  assert.equal(decodeURIComponent(String(headers['keyward-owner-name'])), 'Ada Berg')
})

test('[B14] nginx hands 401 through with its one challenge, and 403 with what is missing', async () => {
  const none = await send('GET', '/notes')
  assert.equal(none.status, 401)
  assert.equal(none.headers['www-authenticate'], 'Bearer realm="keyward"')
  assert.match(String(none.headers['content-type']), /^application\/problem\+json/)
  assert.equal(JSON.parse(none.text).code, 'credential_missing')
  const { presented } = await generate(['notes/notes:find'])
  const lacking = await send('DELETE', '/notes/7', presented)
  assert.equal(lacking.status, 403)
  assert.equal(
    lacking.headers['www-authenticate'],
    'Bearer realm="keyward", error="insufficient_scope", scope="notes/notes:delete"',
  )
  const problem = JSON.parse(lacking.text)
  assert.deepEqual([problem.code, problem.permission], ['permission_missing', 'notes/notes:delete'])
  assert.ok(problem.detail.includes('Pipeline') && problem.edit_url)
})

test('[B14] nginx lets no identity header of a client reach the API, nor one that names another request reach Keyward', async () => {
  const { id, presented } = await generate(['notes/notes:find'])
  const names = [
    'Token-Id',
    'Token-Name',
    'Owner',
    'Owner-Name',
    'Owner-External-Id',
    'Organization',
    'Organization-External-Id',
    'Scopes',
    'Scopes-Omitted',
  ]
  const spoofed = Object.fromEntries(
    names.flatMap((name) => [
      [`Keyward-${name}`, 'spoofed'],
      [`KEYWARD_${name.replaceAll('-', '_')}`, 'spoofed'],
    ]),
  )
  const answer = await send('GET', '/notes', { ...presented, ...spoofed })
  assert.equal(gotBy(answer).headers['keyward-token-id'], id)
  assert.ok(!answer.text.includes('spoofed'), answer.text)
  const elsewhere = {
    'X-Original-Method': 'GET',
    'X-Original-URI': '/notes',
    'X-Forwarded-Method': 'GET',
    'X-Forwarded-Uri': '/notes',
    'X-Forwarded-Host': 'x',
  }
  assert.equal((await send('DELETE', '/notes/7', { ...presented, ...elsewhere })).status, 403)
})

test('[B14] nginx refuses the very next request once a revoke has returned', async () => {
  for (let round = 0; round < 20; round++) {
    const { id, presented } = await generate(['notes/notes:find'])
    assert.equal((await send('GET', '/notes', presented)).status, 200)
    const { status } = await server.ask('POST', `/v1/tokens/${id}/revoke`, { as: manager, body: {} })
    assert.equal(status, 200)
    const refused = await send('GET', '/notes', presented)
    assert.deepEqual([refused.status, JSON.parse(refused.text).code], [401, 'token_revoked'])
    assert.match(String(refused.headers['www-authenticate']), /invalid_token/)
  }
})

test('[B14] nginx lets no request through that is at no route, or whose path has two readings', async () => {
  const { presented } = await generate(['notes/*:*'])
  for (const path of [
    '/',
    '/other',
    '//notes',
    '/x/../notes',
    '/./notes',
    '/x%2f..%2fnotes',
    '/Notes',
    '/notes;a',
  ]) {
    const refused = await send('GET', path, presented)
    assert.deepEqual([refused.status, JSON.parse(refused.text).code], [403, 'route_unmapped'], path)
  }
  assert.equal((await send('GET', '/notes?x=%2f..//', presented)).status, 200)
})

test('[B14] nginx hands on why a request cannot be judged, and failures of the API as they are', async () => {
  const { presented } = await generate(['notes/*:*'])
  const inQuery = await send('GET', '/notes?access_token=x', presented)
  assert.deepEqual([inQuery.status, JSON.parse(inQuery.text).code], [400, 'credential_in_query'])
  assert.equal(inQuery.headers['retry-after'], undefined)
  const broken = await send('GET', '/notes/broken', presented)
  assert.deepEqual([broken.status, gotBy(broken).url], [500, '/notes/broken'])
  const strange = await send('GET', '/notes/strange', presented)
  assert.deepEqual([strange.status, gotBy(strange).url], [403, '/notes/strange'])
})

test('[B11] [B14] nginx hands on a rate limit: where the token stands, and 429 with when to come again', async () => {
  const rateLimit = { limit: 2, windowSeconds: 86_400 }
  const { presented } = await generate(['notes/notes:find'], 'limited', { rateLimit })
  for (const left of [1, 0]) {
    const { status, headers } = await send('GET', '/notes', presented)
    assert.deepEqual([status, headers['ratelimit-policy']], [200, '"default";q=2;w=86400'])
    assert.match(String(headers.ratelimit), new RegExp(`^"default";r=${left};t=\\d+$`))
    assert.equal(headers['retry-after'], undefined)
  }
  const refused = await send('GET', '/notes', presented)
  assert.deepEqual([refused.status, JSON.parse(refused.text).code], [429, 'rate_limited'])
  assert.match(String(refused.headers.ratelimit), /^"default";r=0;t=\d+$/)
  assert.ok(Number(refused.headers['retry-after']) > 0)
})

test('[B11] [B14] behind nginx a token is bound to the address of the client, whatever the client says', async () => {
  const here = await generate(['notes/notes:find'], 'here', { addresses: ['127.0.0.1'] })
  const there = await generate(['notes/notes:find'], 'there', { addresses: ['203.0.113.7'] })
  assert.equal((await send('GET', '/notes', here.presented)).status, 200)
  const claimed = { ...there.presented, 'x-forwarded-for': '203.0.113.7', forwarded: 'for=203.0.113.7' }
  const refused = await send('GET', '/notes', claimed)
  assert.deepEqual([refused.status, JSON.parse(refused.text).code], [403, 'address_refused'])
})

test('[B14] nginx keeps its connections to the API alive', async () => {
  const { presented } = await generate(['notes/notes:find'])
  const before = sockets
  for (let round = 0; round < 100; round++) await send('GET', '/notes', presented)
  assert.ok(sockets - before <= 8, `${sockets - before} sockets for 100 requests`)
})

test('[B14] nginx answers 503 while Keyward is away, and lets nothing through', async () => {
  const { presented } = await generate(['notes/notes:find'])
  await server.stop()
  const refused = await send('GET', '/notes', presented)
  assert.deepEqual([refused.status, JSON.parse(refused.text).code], [503, 'verifier_not_ready'])
  assert.equal(refused.headers['retry-after'], '1')
})
