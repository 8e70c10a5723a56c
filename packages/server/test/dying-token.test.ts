import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { ORIGIN, openSetUpServer, type SetUpHouse } from './parts/house.ts'

/** Sends a request's head, and answers how to send its body and what came back: a status. */
async function begin({ app }: SetUpHouse, path: string, headers: object, body: object) {
  const address = app.server.address()
  assert.ok(typeof address === 'object' && address)
  const text = JSON.stringify(body)
  const admitted = new Promise((resolve) => app.server.once('request', resolve))
  const socket = connect(address.port, '127.0.0.1')
  let got = ''
  socket.on('data', (chunk) => {
    got += chunk
  })
  const lines = Object.entries({
    ...headers,
    host: 'localhost',
    connection: 'close',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  await admitted
  return async () => {
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.write(text)
    await closed
    return Number(got.slice(9, 12))
  }
}

test('whoever holds back the body of a request makes nothing with what was ended meanwhile: a value, a token, a session', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  await house.app.listen({ port: 0, host: '127.0.0.1' })
  const child = { name: 'child', owner: 'organization' }
  const minting = async (how: string, end: (minter: { id: string }) => Promise<{ status: number }>) => {
    const access = { kind: 'custom', scopes: ['keyward/api-tokens:create'] }
    const minter = await house.generate({ name: how, owner: 'organization', access })
    const body = { ...child, access: { kind: 'custom', scopes: [] } }
    const headers = { authorization: `Bearer ${minter.plaintext}` }
    const finish = await begin(house, '/v1/tokens', headers, body)
    assert.equal((await end(minter)).status, 200, how)
    return finish()
  }
  const by = (path: string) => (minter: { id: string }) =>
    ask('POST', `/v1/tokens/${minter.id}/${path}`, { as: owner, body: {} })
  assert.equal(await minting('regenerated', by('regenerate')), 401)
  assert.equal(await minting('revoked', by('revoke')), 401)

  const other = await house.signIn()
  const finish = await begin(house, '/v1/tokens', { ...owner, origin: ORIGIN }, child)
  assert.equal((await ask('DELETE', '/v1/profile/sessions', { as: other })).status, 200)
  assert.equal(await finish(), 401)
  const { body } = await ask('GET', '/v1/tokens?search=child', { as: other })
  assert.deepEqual(body.tokens, [])
})

test('[S11] a value that was replaced ends with its grace period: it renews neither itself nor its token, by any door', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  const access = { kind: 'custom', scopes: ['keyward/api-tokens:regenerate'] }
  const { id, plaintext: old } = await house.generate({ name: 'ci', owner: 'organization', access })
  const renew = (as: string | typeof owner) =>
    ask('POST', `/v1/tokens/${id}/regenerate`, { as, body: { graceMs: 60_000 } })
  const { plaintext: fresh } = (await renew(owner)).body
  const query = `mutation { regenerateToken(input: { tokenId: "${id}" }) { plaintext } }`
  const answers = [
    await ask('POST', '/v1/self/regenerate', { as: old, body: {} }),
    await renew(old),
    await ask('POST', '/graphql', { as: old, body: { query } }),
  ]
  for (const { text } of answers) assert.match(text, /value_replaced/)
  assert.equal((await ask('GET', '/v1/self', { as: fresh })).status, 200)
  assert.equal((await ask('POST', '/v1/self/regenerate', { as: fresh, body: {} })).status, 200)
  assert.equal((await ask('GET', '/v1/self', { as: fresh })).status, 401)
})

test('a token that is revoked while it mints mints nothing more once the revocation has answered, 200 rounds', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  const access = { kind: 'custom', scopes: ['keyward/api-tokens:create', 'keyward/api-tokens:read'] }
  const child = { name: 'child', access: { kind: 'custom', scopes: ['keyward/api-tokens:read'] } }
  for (let round = 0; round < 200; round++) {
    const minter = await house.generate({ name: `minter ${round}`, owner: 'organization', access })
    const mint = () => ask('POST', '/v1/tokens', { as: minter.plaintext, body: child })
    const minting = Array.from({ length: 5 }, mint)
    const revoked = await ask('POST', `/v1/tokens/${minter.id}/revoke`, { as: owner, body: {} })
    assert.equal(revoked.status, 200)
    const seen = await house.keyward.listTokens(
      { kind: 'host', organizationId: house.organizationId as never, name: 'test' },
      { search: 'child', limit: 200 },
    )
    const late = await mint()
    assert.deepEqual([late.status, late.body.code], [401, 'token_revoked'], `round ${round}`)
    const made = (await Promise.all(minting)).flatMap(({ status, body }) =>
      status === 201 ? [body.token.id] : [],
    )
    const known = new Set<string>(seen.tokens.map(({ id }) => id))
    for (const id of made) assert.ok(known.has(id), `round ${round}: ${id} was made after the answer`)
    if (made.length > 0)
      await ask('POST', '/v1/tokens/revoke', {
        as: owner,
        body: { selection: { ids: made }, expected: made.length },
      })
    for (const id of made) await ask('DELETE', `/v1/tokens/${id}`, { as: owner })
  }
})
