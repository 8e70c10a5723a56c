import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codesOf, query } from '../../test/parts/graphql.ts'
import { type Answer, openSetUpServer } from '../../test/parts/house.ts'

const GENERATE = `mutation ($input: GenerateTokenInput!) {
  generateToken(input: $input) { plaintext token { id name access { kind scopes } status expiresAt } receipt { sequence } }
}`

test('[S3] a token authenticates GraphQL by its permissions, and by nothing more', async (t) => {
  const house = await openSetUpServer(t)
  const reader = await house.holding('keyward/api-tokens:read')
  const read = await query(house, '{ tokens(first: 1) { totalCount nodes { name } } }', { as: reader })
  assert.deepEqual([read.status, read.body.data.tokens.totalCount], [200, 2])

  const refused = await query(house, GENERATE, { as: reader, variables: { input: { name: 'x' } } })
  assert.deepEqual([refused.status, codesOf(refused)], [403, ['permission_missing']])
  const [{ extensions, path }] = refused.body.errors
  assert.deepEqual([extensions.permission, path], ['keyward/api-tokens:create', ['generateToken']])
  assert.match(extensions.edit_url, /\/settings\/api-tokens\//)
  assert.match(String(refused.headers['www-authenticate']), /insufficient_scope/)
})

test('[L1] GraphQL is refused without a token and with one that is unknown or revoked, in either media type', async (t) => {
  const house = await openSetUpServer(t)
  const { id, plaintext } = await house.generate({ name: 'ends' })
  const asked = '{ self { token { name } } }'
  assert.equal((await query(house, asked, { as: plaintext })).body.data.self.token.name, 'ends')
  await house.ask('POST', `/v1/tokens/${id}/revoke`, { as: house.owner, body: {} })
  for (const accept of ['application/json', 'application/graphql-response+json'])
    for (const [as, code] of [
      [undefined, 'credential_missing'],
      ['kw_nonsense', 'token_malformed'],
      [plaintext, 'token_revoked'],
    ] as const) {
      const answer = await query(house, asked, { ...(as && { as }), headers: { accept } })
      assert.equal(answer.status, 401)
      assert.equal(answer.body.code ?? codesOf(answer)[0], code)
      assert.match(String(answer.headers['www-authenticate']), /^Bearer realm="keyward"/)
      const schema = await query(house, '{ __schema { types { name } } }', {
        ...(as && { as }),
        headers: { accept },
      })
      assert.deepEqual([schema.status, schema.body.data], [401, undefined])
    }
})

test('[L1] whoever is refused is refused before their query is read, and a good token’s query counts once', async (t) => {
  const house = await openSetUpServer(t)
  const { id, plaintext } = await house.generate({ name: 'counted' })
  for (const [as, code] of [
    ['kw_nonsense', 'token_malformed'],
    [{ cookie: house.owner.cookie.replace(/=.*/, '=gone') }, 'session_required'],
  ] as const) {
    const answer = await house.ask('POST', '/graphql', { as, body: { query: 'x'.repeat(2_000_000) } })
    assert.deepEqual([answer.status, answer.body.code], [401, code])
  }
  await query(house, '{ self { token { name } } }', { as: plaintext })
  await house.keyward.flush()
  const { body } = await house.ask('GET', `/v1/tokens/${id}/usage`, { as: house.owner })
  assert.equal(body.hours.at(-1).allowed, 1)
})

test('a token is generated, listed, changed and revoked by mutations, its plaintext in one answer that nobody keeps', async (t) => {
  const house = await openSetUpServer(t)
  const { owner: as } = house
  const input = {
    name: 'ci',
    owner: 'ORGANIZATION',
    access: { kind: 'CUSTOM', scopes: ['notes/notes:*'] },
    duration: { days: 7 },
    conditions: { usageCap: 5_000_000_000 },
  }
  const made = await query(house, GENERATE, { as, variables: { input } })
  const { plaintext, token } = made.body.data.generateToken
  assert.deepEqual([made.status, made.headers['cache-control']], [200, 'no-store'])
  assert.deepEqual(token.access, { kind: 'CUSTOM', scopes: ['notes/notes:create', 'notes/notes:find'] })
  assert.equal((await house.ask('GET', '/v1/verify?need=notes/notes:find', { as: plaintext })).status, 200)

  const update = `mutation ($input: UpdateTokenInput!) { updateToken(input: $input) { token { name expiresAt conditions { usageCap } } } }`
  const changed = await query(house, update, {
    as,
    variables: {
      input: { tokenId: token.id, name: 'CI', duration: { unlimited: true }, conditions: { usageCap: null } },
    },
  })
  assert.deepEqual(changed.body.data.updateToken.token, {
    name: 'CI',
    expiresAt: null,
    conditions: { usageCap: null },
  })

  const revoke = `mutation { revokeToken(input: { tokenId: "${token.id}" }) { token { shownStatus revocation { reason } } receipt { confirmed } } }`
  const revoked = await query(house, revoke, { as })
  assert.deepEqual(revoked.body.data.revokeToken.token, {
    shownStatus: 'REVOKED',
    revocation: { reason: 'NOT_NEEDED' },
  })
  assert.equal((await house.ask('GET', '/v1/verify', { as: plaintext })).body.code, 'token_revoked')
  for (const { text } of [changed, revoked, await query(house, '{ tokens { nodes { id masked } } }', { as })])
    assert.ok(!text.includes(plaintext))
})

test('a list is read to its end by connections, each token once', async (t) => {
  const house = await openSetUpServer(t)
  for (let made = 0; made < 5; made++) await house.generate({ name: `token ${made}`, owner: 'organization' })
  const seen: string[] = []
  let after: string | null = null
  do {
    const asked = `query ($after: String) { tokens(first: 2, after: $after, sort: NAME, status: ACTIVE) {
      edges { cursor node { name } } pageInfo { endCursor hasNextPage hasPreviousPage } totalCount } }`
    const { body } = await query(house, asked, { as: house.owner, variables: { after } })
    const { edges, pageInfo, totalCount } = body.data.tokens
    assert.deepEqual([totalCount, pageInfo.hasPreviousPage], [6, after !== null])
    assert.equal(edges.at(-1).cursor, pageInfo.endCursor)
    seen.push(...edges.map(({ node }: { node: { name: string } }) => node.name))
    after = pageInfo.endCursor
  } while (after !== null)
  assert.deepEqual(seen, ['Notes service', ...[0, 1, 2, 3, 4].map((at) => `token ${at}`)])
})

test('one thing that fails does not take the others with it, and each says its code and way on', async (t) => {
  const house = await openSetUpServer(t)
  const asked = `{ self { token { name } } good: tokens { totalCount } bad: token(tokenId: "0000000000000000") { name } }`
  const answer = await query(house, asked, { as: await house.holding('keyward/api-tokens:read') })
  assert.deepEqual(
    [answer.status, answer.body.data.good, answer.body.data.bad],
    [200, { totalCount: 2 }, null],
  )
  const [{ message, path, extensions }, ...others] = answer.body.errors
  assert.deepEqual([path, extensions.code, extensions.status, others], [['bad'], 'token_not_found', 404, []])
  assert.ok(message.length > 0)
})

test('a session’s query comes from our own pages only, by GET as by POST', async (t) => {
  const { ask, owner } = await openSetUpServer(t)
  const asked = { body: { query: '{ session { user { name } } }' } }
  const from = (headers: Record<string, string>) => ask('POST', '/graphql', { as: owner, ...asked, headers })
  assert.equal((await from({})).body.data.session.user.name, 'Ada Berg')
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
    assert.equal((await from(headers)).body.code, 'origin_refused')
  const bare = await ask('GET', '/graphql?query={session{user{name}}}', { headers: { cookie: owner.cookie } })
  assert.deepEqual([bare.status, bare.body.code], [403, 'origin_refused'])
  const form = await ask('POST', '/graphql', {
    as: owner,
    body: 'query=x',
    headers: { 'content-type': 'text/plain' },
  })
  assert.equal(form.status, 415)
})

test('a query by GET changes nothing, carries no token, and is answered for a token that may', async (t) => {
  const house = await openSetUpServer(t)
  const { plaintext } = await house.generate({ name: 'x' })
  const get = (text: string) =>
    house.ask('GET', `/graphql?query=${encodeURIComponent(text)}`, { as: house.verifier })
  assert.equal((await get('{ self { token { name } } }')).body.data.self.token.name, 'Notes service')
  const change = await get('mutation { regenerateSelf { plaintext } }')
  assert.deepEqual([change.status, change.body.code], [405, 'method_not_allowed'])
  const inAddress = await get(`{ verifyToken(token: "${plaintext}") { valid } }`)
  assert.deepEqual([inAddress.status, inAddress.body.code], [400, 'credential_in_query'])
  assert.deepEqual(codesOf(await get('{ verifyToken(token: "x") { valid } }')), ['method_not_allowed'])
  assert.equal((await house.ask('DELETE', '/graphql')).headers.allow, 'GET, HEAD, POST')
})

test('a query that is not one is refused with its place, a code and no echo of a token', async (t) => {
  const house = await openSetUpServer(t)
  const { plaintext } = await house.generate({ name: 'x' })
  const told = async (text: string, variables?: object) => {
    const answer = await query(house, text, { as: house.owner, ...(variables && { variables }) })
    assert.ok(!answer.text.includes(plaintext), answer.text)
    assert.ok(!/node_modules|at \w+ \(/.test(answer.text))
    return [answer.status, codesOf(answer)[0]]
  }
  assert.deepEqual(await told('{ tokens {'), [400, 'request_invalid'])
  assert.deepEqual(await told('{ nothing }'), [400, 'request_invalid'])
  assert.deepEqual(await told(`{ token(tokenId: {a: "${plaintext}"}) { name } }`), [400, 'request_invalid'])
  assert.deepEqual(await told('query ($n: Int!) { tokens(first: $n) { totalCount } }', { n: plaintext }), [
    400,
    'request_invalid',
  ])
  assert.deepEqual(await told('{ tokens(first: 1000) { totalCount } }'), [400, 'request_invalid'])
  const field = await query(house, 'mutation { generateToken(input: { name: " " }) { plaintext } }', {
    as: house.owner,
  })
  assert.deepEqual(field.body.errors[0].extensions.errors, [
    { path: 'name', message: 'give the token a name' },
  ])
})

const fresh = (count: number, write: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => write(at)).join(' ')
const nested = (depth: number) =>
  `{ __schema { types ${'{ fields { type '.repeat(depth)}{ name }${' } }'.repeat(depth)} } }`

for (const [what, text] of Object.entries({
  '10,000 aliases': `{ ${fresh(10_000, (at) => `a${at}: session { user { id } }`)} }`,
  '60 aliases': `{ session { ${fresh(60, (at) => `a${at}: user { id }`)} } }`,
  '21 operations': `{ ${fresh(21, (at) => `a${at}: session { user { id } }`)} }`,
  '50 levels': nested(25),
  'a circle of fragments': '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  'fragments that double at each level': `{ ...F0 } ${fresh(20, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)} fragment F20 on Query { session { user { id } } }`,
}))
  test(`${what} are refused under 100 ms`, async (t) => {
    const house = await openSetUpServer(t)
    await query(house, '{ session { user { id } } }', { as: house.owner })
    const tries = []
    for (let tried = 0; tried < 3; tried++)
      tries.push(await timed(() => query(house, text, { as: house.owner })))
    const { answer } = tries[0] ?? assert.fail()
    assert.equal(answer.status, 400, answer.text)
    assert.ok(['request_too_large', 'request_invalid'].includes(String(codesOf(answer)[0])), answer.text)
    assert.ok(Math.min(...tries.map(({ ms }) => ms)) < 100, JSON.stringify(tries.map(({ ms }) => ms)))
  })

test('a batch of 1,000 queries is refused under 100 ms, and none of it is done', async (t) => {
  const { ask, owner } = await openSetUpServer(t)
  await ask('POST', '/graphql', { as: owner, body: { query: '{ session { user { id } } }' } })
  const body = Array.from({ length: 1000 }, () => ({
    query: 'mutation { generateToken(input: { name: "x" }) { plaintext } }',
  }))
  const { answer, ms } = await timed(() => ask('POST', '/graphql', { as: owner, body }))
  assert.ok(ms < 100, `${ms} ms`)
  assert.deepEqual([answer.status, codesOf(answer)], [400, ['request_invalid']])
  const { body: listed } = await ask('GET', '/v1/tokens', { as: owner })
  assert.equal(listed.total, 1)
})

test('a query that asks for several things spends a token’s rate limit for each', async (t) => {
  const house = await openSetUpServer(t)
  const { plaintext } = await house.generate({
    name: 'limited',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/api-tokens:read'] },
    conditions: { rateLimit: { limit: 5, windowSeconds: 3600 } },
  })
  const six = `{ ${fresh(6, (at) => `a${at}: tokens { totalCount }`)} }`
  const answer = await query(house, six, { as: plaintext })
  assert.deepEqual(codesOf(answer), ['rate_limited'])
})

/** How long the processor works on it: what a busy machine makes it wait is not ours. */
async function timed(ask: () => Promise<Answer>): Promise<{ answer: Answer; ms: number }> {
  const began = process.cpuUsage()
  const answer = await ask()
  const { user, system } = process.cpuUsage(began)
  return { answer, ms: (user + system) / 1000 }
}
