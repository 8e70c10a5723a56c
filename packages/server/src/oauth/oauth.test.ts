import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { freePort } from '../../../../test/parts/free-port.ts'
import { openSetUpServer, type SetUpHouse } from '../../test/parts/house.ts'

const FORM = 'application/x-www-form-urlencoded'
const DAY = 24 * 3_600_000

const idOf = (plaintext: string) => plaintext.split('_')[1] ?? ''
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

/** Posts a form as it stands, by default as the service that may verify. */
const post = (house: SetUpHouse, path: string, payload: string, headers: Record<string, string> = {}) =>
  house.app.inject({
    method: 'POST',
    url: `/oauth2/${path}`,
    payload,
    headers: { 'content-type': FORM, authorization: `Bearer ${house.verifier}`, ...headers },
  })

/** The server on a port, told its own address. */
async function listening(t: TestContext) {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const house = await openSetUpServer(t, { publicUrl })
  await house.app.listen({ host: '127.0.0.1', port })
  return { house, url: new URL(publicUrl) }
}

test('[B13] oauth4webapi, unmodified, finds the endpoints, introspects and revokes, by Basic and by Bearer', async (t) => {
  const { house, url } = await listening(t)
  const insecure = { [oauth.allowInsecureRequests]: true }
  const server = await oauth.processDiscoveryResponse(
    url,
    await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...insecure }),
  )
  const client = { client_id: idOf(house.verifier) }
  const byBasic = oauth.ClientSecretBasic(house.verifier)
  const byBearer: oauth.ClientAuth = (_as, _client, _body, headers) =>
    headers.set('authorization', `Bearer ${house.verifier}`)
  for (const authenticate of [byBasic, byBearer]) {
    const { id, plaintext } = await house.generate({ name: 'CI', duration: { days: 7 } })
    const introspect = async () =>
      oauth.processIntrospectionResponse(
        server,
        client,
        await oauth.introspectionRequest(server, client, authenticate, plaintext, insecure),
      )
    const active = await introspect()
    assert.deepEqual(
      [active.active, active.client_id, active.iss, active.token_type, active.username],
      [true, id, server.issuer, 'Bearer', 'ada@acme.example'],
    )
    assert.equal(active.scope, 'notes/notes:find')
    assert.ok(Math.abs((active.exp ?? 0) * 1000 - Date.now() - 7 * DAY) < 60_000)
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, authenticate, plaintext, insecure),
    )
    assert.deepEqual(await introspect(), { active: false })
  }
})

test('[B13] openid-client, unmodified, does the same', async (t) => {
  const { house, url } = await listening(t)
  const config = await openid.discovery(
    url,
    idOf(house.verifier),
    undefined,
    openid.ClientSecretBasic(house.verifier),
    { algorithm: 'oauth2', execute: [openid.allowInsecureRequests] },
  )
  const { plaintext } = await house.generate({ name: 'CI', owner: 'organization' })
  const { active, sub } = await openid.tokenIntrospection(config, plaintext)
  assert.deepEqual([active, sub], [true, house.organizationId])
  await openid.tokenRevocation(config, plaintext)
  await openid.tokenRevocation(config, plaintext)
  assert.deepEqual(await openid.tokenIntrospection(config, plaintext), { active: false })
})

test('[B13] unknown, foreign, expired, revoked, mistyped: exactly {"active":false}', async (t) => {
  const house = await openSetUpServer(t)
  const { keyward } = house
  await keyward.organizations.put({ externalId: 'rival', name: 'Rival' })
  await keyward.members.put({ organization: 'rival', externalId: 'eve', name: 'Eve', role: 'owner' })
  const eve = await keyward.members.actor({ organization: 'rival', externalId: 'eve' })
  const rival = await keyward.generateToken(eve, {
    name: 'rival verifier',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/tokens:verify'] },
  })
  const good = await house.generate({ name: 'good' })
  const brief = await house.generate({ name: 'brief', duration: { days: 1 } })
  const revoked = await house.generate({ name: 'revoked' })
  await house.ask('POST', `/v1/tokens/${revoked.id}/revoke`, { as: house.owner, body: {} })
  house.pass(2 * DAY)
  const told = async (token: string, as = house.verifier) =>
    (await post(house, 'introspect', `token=${token}`, { authorization: `Bearer ${as}` })).body
  const unknown = good.plaintext.replace(good.id, '0'.repeat(16))
  for (const token of [brief.plaintext, revoked.plaintext, unknown, 'nonsense', 'x'.repeat(5000)])
    assert.equal(await told(token), '{"active":false}')
  const rivals = rival.plaintext ?? ''
  assert.equal(await told(good.plaintext, rivals), '{"active":false}', 'another organisation’s')
  assert.match(await told(rivals), /"active":true/, 'the home organisation sees all')
  await post(house, 'revoke', `token=${good.plaintext}`, { authorization: `Bearer ${rivals}` })
  assert.match(await told(good.plaintext), /"active":true/, 'nobody revokes another organisation’s')
})

test('[B13] revoking is behind the barrier, told in the audit, and 200 whatever the token was', async (t) => {
  const house = await openSetUpServer(t)
  const { id, plaintext } = await house.generate({ name: 'CI' })
  assert.equal((await house.ask('GET', '/v1/verify', { as: plaintext })).status, 200)
  const answer = await post(house, 'revoke', `token=${plaintext}&token_type_hint=access_token`)
  assert.deepEqual([answer.statusCode, answer.body, answer.headers['cache-control']], [200, '', 'no-store'])
  assert.equal((await house.ask('GET', '/v1/verify', { as: plaintext })).body.code, 'token_revoked')
  for (const token of [plaintext, 'nonsense', `${plaintext.slice(0, -1)}~`])
    assert.equal((await post(house, 'revoke', `token=${token}`)).statusCode, 200)
  const { revocation } = (await house.ask('GET', `/v1/tokens/${id}`, { as: house.owner })).body
  assert.deepEqual([revocation.by.kind, revocation.by.name], ['token', 'Notes service'])
  const { events } = (await house.ask('GET', `/v1/audit-log?kind=token.revoked`, { as: house.owner })).body
  assert.equal(events.length, 1)
})

test('[B13] a client that does not authenticate, or may not verify, is refused with a challenge', async (t) => {
  const house = await openSetUpServer(t)
  const { id, plaintext } = await house.generate({ name: 'narrow' })
  for (const [authorization, status, error] of [
    ['', 401, 'invalid_client'],
    ['Digest x', 401, 'invalid_client'],
    ['Basic !', 401, 'invalid_client'],
    [basic('', house.verifier), 401, 'invalid_client'],
    [basic(id, house.verifier), 401, 'invalid_client'],
    [basic(idOf(house.verifier), 'wrong'), 401, 'invalid_client'],
    [`Bearer ${plaintext.slice(0, -1)}~`, 401, 'invalid_client'],
    [`Bearer ${plaintext}`, 403, 'insufficient_scope'],
    [basic(id, plaintext), 403, 'insufficient_scope'],
  ] as const)
    for (const path of ['introspect', 'revoke']) {
      const answer = await post(house, path, `token=${plaintext}`, { authorization })
      assert.deepEqual([answer.statusCode, answer.json().error], [status, error], authorization)
      assert.ok(answer.headers['www-authenticate'], authorization)
    }
  assert.equal((await house.ask('GET', '/v1/verify', { as: plaintext })).status, 200)
})

test('[B13] a form that is none, or says something twice, is invalid_request and changes nothing', async (t) => {
  const house = await openSetUpServer(t)
  const { plaintext } = await house.generate({ name: 'CI' })
  for (const [payload, headers = {}] of [
    [`token=${plaintext}&token=${plaintext}`],
    [`token=${plaintext}&client_secret=x`],
    [''],
    ['token='],
    [JSON.stringify({ token: plaintext }), { 'content-type': 'application/json' }],
    [`token=${'x'.repeat(20_000)}`],
  ] as const) {
    const answer = await post(house, 'revoke', payload, headers)
    assert.deepEqual([answer.statusCode, answer.json().error], [400, 'invalid_request'], payload.slice(0, 40))
    assert.doesNotMatch(answer.body, new RegExp(plaintext))
  }
  const byGet = await house.app.inject({ url: `/oauth2/revoke?x=1` })
  assert.deepEqual([byGet.statusCode, byGet.headers.allow], [405, 'POST'])
  assert.equal((await house.ask('GET', '/v1/verify', { as: plaintext })).status, 200)
})

test('[B11] [B13] introspection spends nothing of a rate limit', async (t) => {
  const house = await openSetUpServer(t)
  const conditions = { rateLimit: { limit: 1, windowSeconds: 3600 } }
  const { plaintext } = await house.generate({ name: 'limited', conditions })
  for (let round = 0; round < 3; round++)
    assert.equal((await post(house, 'introspect', `token=${plaintext}`)).json().active, true)
  assert.equal((await house.ask('GET', '/v1/verify', { as: plaintext })).status, 200)
  assert.equal((await house.ask('GET', '/v1/verify', { as: plaintext })).status, 429)
  assert.equal((await post(house, 'introspect', `token=${plaintext}`)).json().active, true)
})

test('without its database introspection says neither, and revocation claims nothing', async (t) => {
  const house = await openSetUpServer(t)
  await house.loseDatabase()
  for (const path of ['introspect', 'revoke']) {
    const answer = await post(house, path, 'token=x')
    assert.deepEqual([answer.statusCode, answer.headers['retry-after']], [503, '1'], path)
  }
})
