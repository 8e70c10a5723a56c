import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import type { ApiInput } from '@keyward/contract'
import { openSetUpServer } from '../../test/parts/house.ts'

const action = (name: string, access: 'read' | 'write', method: 'GET' | 'POST', path: string) => ({
  name,
  label: name,
  access,
  routes: [{ method, path }],
})
const API: ApiInput = {
  slug: 'notes',
  name: 'Notes',
  hosts: ['api.acme.example'],
  resources: [
    {
      name: 'notes',
      label: 'Notes',
      actions: [action('find', 'read', 'GET', '/notes'), action('create', 'write', 'POST', '/notes')],
    },
  ],
}
const HOST = 'api.acme.example'

type Headers = Record<string, string | readonly string[]>
type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

/** The conventions, each telling the same request in its own way. */
const CONVENTIONS: Record<string, (method: string, target: string) => [string, string, Headers]> = {
  nginx: (method, target) => [
    'GET',
    '/v1/forward-auth',
    { host: HOST, 'x-original-method': method, 'x-original-uri': target },
  ],
  'Traefik and Caddy': (method, target) => [
    'GET',
    '/v1/forward-auth',
    { host: 'keyward', ...forwarded(method, target) },
  ],
  Envoy: (method, target) => [method, `/v1/forward-auth${target}`, { host: HOST }],
}
const forwarded = (method: string, target: string, host = HOST): Headers => ({
  'x-forwarded-method': method,
  'x-forwarded-uri': target,
  'x-forwarded-host': host,
})

/** The real server on a real socket, and one way to ask it with headers exactly as given. */
async function open(t: TestContext, options: Parameters<typeof openSetUpServer>[1] = {}) {
  const house = await openSetUpServer(t, { catalogue: [API], ...options })
  const { port } = new URL(await house.app.listen({ host: '127.0.0.1', port: 0 }))
  const send = async (method: string, path: string, headers: Headers): Promise<Answer> => {
    const lines = Object.entries(headers).flatMap(([name, value]) =>
      [value].flat().flatMap((each) => [name, each]),
    )
    const asking = request({ host: '127.0.0.1', port, method, path, headers: lines, agent: false })
    asking.end()
    const [answer] = await once(asking, 'response')
    return { status: answer.statusCode, headers: answer.headers, text: await readText(answer) }
  }
  const made = await house.generate({ name: 'Pipeline «é»', owner: 'organization' })
  const authorization = `Bearer ${made.plaintext}`
  /** Asks as nginx does. */
  const ask = (method: string, target: string, headers: Headers = { authorization }) => {
    const [how, path, telling] = CONVENTIONS.nginx?.(method, target) ?? ['', '', {}]
    return send(how, path, { ...telling, ...headers })
  }
  return { house, send, ask, authorization, id: made.id }
}

const codeOf = ({ text }: Answer) => JSON.parse(text).code

for (const [name, tell] of Object.entries(CONVENTIONS))
  test(`[B14] as ${name} asks: allowed with who is calling, else 401 or 403 with what is missing`, async (t) => {
    const { house, send, authorization, id } = await open(t)
    const ask = (method: string, target: string, headers: Headers = { authorization }) => {
      const [how, path, telling] = tell(method, target)
      return send(how, path, { ...telling, ...headers })
    }
    const yes = await ask('GET', '/notes?page=2')
    assert.deepEqual([yes.status, yes.text], [name === 'Envoy' ? 200 : 204, ''])
    assert.equal(yes.headers['keyward-token-id'], id)
    assert.equal(decodeURIComponent(String(yes.headers['keyward-token-name'])), 'Pipeline «é»')
    assert.equal(yes.headers['keyward-owner'], 'organization')
    assert.equal(yes.headers['keyward-owner-name'], '')
    assert.equal(yes.headers['keyward-owner-external-id'], '')
    assert.equal(yes.headers['keyward-organization'], house.organizationId)
    assert.equal(yes.headers['keyward-scopes'], 'notes/notes:find')
    assert.equal(yes.headers['cache-control'], 'no-store')

    const none = await ask('GET', '/notes', {})
    assert.deepEqual([none.status, none.headers['www-authenticate']], [401, 'Bearer realm="keyward"'])
    const lacking = await ask('POST', '/notes')
    assert.deepEqual([lacking.status, codeOf(lacking)], [403, 'permission_missing'])
    assert.match(
      String(lacking.headers['www-authenticate']),
      /insufficient_scope", scope="notes\/notes:create"/,
    )
    const taught = JSON.parse(String(lacking.headers['keyward-problem']))
    assert.deepEqual(taught, JSON.parse(lacking.text))
    assert.deepEqual([taught.permission, taught.token.name], ['notes/notes:create', 'Pipeline «é»'])
    assert.ok(taught.edit_url.endsWith(`/o/${house.organizationId}/settings/api-tokens/${id}`))

    await house.ask('POST', `/v1/tokens/${id}/revoke`, { as: house.owner, body: {} })
    const revoked = await ask('GET', '/notes')
    assert.deepEqual([revoked.status, codeOf(revoked)], [401, 'token_revoked'])
  })

test('HEAD passes where GET does; what is at no route is refused, whatever the token may do', async (t) => {
  const { ask } = await open(t)
  assert.equal((await ask('HEAD', '/notes')).status, 204)
  const nowhere = [
    ['GET', '/other'],
    ['DELETE', '/notes'],
    ['GET', '/notes/'],
    ['GET', '/Notes'],
    ['GET', '//notes'],
    ['GET', '/x/../notes'],
    ['GET', '/x%2f..%2fnotes'],
    ['GET', '/notes%00'],
    ['GET', '/notes;a=b'],
    ['GET', 'http://api.acme.example/notes'],
    ['get', '/notes'],
  ] as const
  for (const [method, target] of nowhere) {
    const refused = await ask(method, target)
    assert.deepEqual([refused.status, codeOf(refused)], [403, 'route_unmapped'], `${method} ${target}`)
    assert.match(String(refused.headers['www-authenticate']), /insufficient_scope/)
  }
})

test('an unmapped request tells nothing of a token: whoever has no good one gets the 401 of any request', async (t) => {
  const { ask, authorization, house, id } = await open(t)
  await house.ask('POST', `/v1/tokens/${id}/regenerate`, { as: house.owner, body: {} })
  for (const headers of [{}, { authorization: 'Bearer x' }, { authorization }]) {
    const [mapped, unmapped] = [await ask('GET', '/notes', headers), await ask('GET', '/nowhere', headers)]
    assert.equal(unmapped.status, 401)
    assert.deepEqual([unmapped.status, codeOf(unmapped)], [mapped.status, codeOf(mapped)])
  }
})

const original = { 'x-original-method': 'GET', 'x-original-uri': '/notes', host: HOST }
const UNCLEAR: Record<string, Headers> = {
  'nothing told': { host: HOST },
  'a method alone': { host: HOST, 'x-original-method': 'GET' },
  'an address alone, the method a client’s': {
    host: HOST,
    'x-original-uri': '/notes',
    'x-forwarded-method': 'GET',
  },
  'no forwarded host': { host: HOST, 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/notes' },
  'another method': { ...original, ...forwarded('POST', '/notes') },
  'another address': { ...original, ...forwarded('GET', '/other') },
  'another host': { ...original, 'x-forwarded-host': 'other.example' },
  'a doubled address': { ...original, 'x-original-uri': ['/notes', '/notes'] },
  'a doubled host': { ...original, host: [HOST, HOST] },
  'a list of hosts': { host: 'keyward', ...forwarded('GET', '/notes', `${HOST}, other.example`) },
  'a list of methods': { host: 'keyward', ...forwarded('GET, POST', '/notes') },
  'an empty method': { ...original, 'x-original-method': '' },
}
test('forwarding headers that do not tell one request, once and alike, are refused', async (t) => {
  const { send, authorization } = await open(t)
  for (const [what, headers] of Object.entries(UNCLEAR)) {
    const refused = await send('GET', '/v1/forward-auth', { ...headers, authorization })
    assert.deepEqual([refused.status, codeOf(refused)], [400, 'request_invalid'], what)
    assert.ok(JSON.parse(refused.text).detail.length > 20, what)
  }
})

test('behind the prefix, another request in the headers and an unclear path are refused too', async (t) => {
  const { send, authorization } = await open(t)
  const headers = { host: HOST, authorization, ...forwarded('GET', '/notes') }
  assert.equal((await send('GET', '/v1/forward-auth/notes', headers)).status, 200)
  assert.equal((await send('POST', '/v1/forward-auth/notes', headers)).status, 400)
  for (const target of ['/x/../notes', '//notes', '/x%2f..%2fnotes', '/../v1/tokens', '/'])
    assert.equal(
      codeOf(await send('GET', `/v1/forward-auth${target}`, { host: HOST, authorization })),
      'route_unmapped',
      target,
    )
})

test('a credential in the address is refused and not echoed; an API may mean something else by key', async (t) => {
  const { ask, authorization } = await open(t)
  const text = authorization.slice(7)
  for (const query of [`access_token=x`, `api_key=${text}`, `anything=${text}`, `a=1&q=x%20${text}`]) {
    const refused = await ask('GET', `/notes?${query}`)
    assert.deepEqual([refused.status, codeOf(refused)], [400, 'credential_in_query'], query)
    assert.ok(!JSON.stringify(refused).includes(text))
  }
  for (const query of ['key=theme', 'token=next-page', 'a'])
    assert.equal((await ask('GET', `/notes?${query}`)).status, 204, query)
})

test('two credentials are refused, and identity headers of a caller change nothing', async (t) => {
  const { ask, authorization, id } = await open(t)
  const twice = await ask('GET', '/notes', { authorization: [authorization, authorization] })
  assert.deepEqual([twice.status, codeOf(twice)], [400, 'credential_ambiguous'])
  const spoofed = { authorization, 'keyward-token-id': 'x', 'keyward-organization': 'org_x' }
  const { status, headers } = await ask('GET', '/notes', spoofed)
  assert.deepEqual([status, headers['keyward-token-id']], [204, id])
})

test('a body of whatever kind is not looked at', async (t) => {
  const { send, authorization } = await open(t)
  const headers = { host: HOST, authorization, 'content-type': 'application/xml', 'content-length': '0' }
  const lacking = await send('POST', '/v1/forward-auth/notes', headers)
  assert.deepEqual([lacking.status, codeOf(lacking)], [403, 'permission_missing'])
})

test('not ready is 503, with when to try again', async (t) => {
  const { ask, house } = await open(t)
  await house.loseDatabase()
  const refused = await ask('GET', '/notes')
  assert.deepEqual([refused.status, codeOf(refused)], [503, 'verifier_not_ready'])
  assert.ok(Number(refused.headers['retry-after']) > 0)
})

test('the caller’s address is a trusted proxy’s word, and nobody else’s', async (t) => {
  const seenBy = async (trustedProxies: string[]) => {
    const { ask, house, authorization, id } = await open(t, { trustedProxies })
    await ask('GET', '/notes', { authorization, 'x-forwarded-for': '203.0.113.7' })
    await house.keyward.flush()
    const { body } = await house.ask('GET', `/v1/tokens/${id}`, { as: house.owner })
    return body.lastUse.address
  }
  assert.equal(await seenBy(['127.0.0.1']), '203.0.113.7')
  assert.equal(await seenBy([]), '127.0.0.1')
})

test('[R1] a person’s token names the person, in the host’s own words too', async (t) => {
  const { send, house } = await open(t)
  await house.keyward.organizations.put({ externalId: 'team-1', name: 'Team' })
  await house.keyward.members.put({ organization: 'team-1', externalId: 'u/7', role: 'owner', name: 'Bö Ž"' })
  const actor = await house.keyward.members.actor({ organization: 'team-1', externalId: 'u/7' })
  const { plaintext } = await house.keyward.generateToken(actor, { name: 'mine' })
  const headers = { host: HOST, authorization: `Bearer ${plaintext}` }
  const yes = await send('GET', '/v1/forward-auth/notes', headers)
  assert.match(String(yes.headers['keyward-owner']), /^mem_/)
  assert.equal(yes.headers['keyward-owner-name'], encodeURIComponent('Bö Ž"'))
  assert.equal(yes.headers['keyward-owner-external-id'], 'u/7')
  assert.equal(yes.headers['keyward-organization-external-id'], 'team-1')
})

test('every identity header stands in each configuration that we ship and names headers, and in the guide', async (t) => {
  const { ask } = await open(t)
  const { headers } = await ask('GET', '/notes')
  const names = Object.keys(headers).filter((name) => name.startsWith('keyward-'))
  assert.equal(names.length, 10)
  for (const file of [
    'examples/gateways/nginx.conf',
    'examples/gateways/Caddyfile',
    'examples/gateways/envoy.yaml',
    'docs/guide/gateway.md',
  ]) {
    const text = readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8').toLowerCase()
    for (const name of names) assert.match(text, new RegExp(`\\b${name}[^-\\w]`), `${name} in ${file}`)
  }
})

test('scopes too long for a header are left out, and that is said', async (t) => {
  const names = Array.from({ length: 300 }, (_, at) => `resource-${at}`)
  const wide: ApiInput = {
    slug: 'wide',
    name: 'Wide',
    resources: names.map((name) => ({
      name,
      label: name,
      actions: [action('find', 'read', 'GET', `/${name}`)],
    })),
  }
  const { ask } = await open(t, { catalogue: [wide] })
  const { status, headers } = await ask('GET', '/resource-7')
  assert.deepEqual([status, headers['keyward-scopes'], headers['keyward-scopes-omitted']], [204, '', '1'])
})
