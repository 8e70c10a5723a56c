import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiInput } from '@keyward/contract'
import { type Answer, openSetUpServer, type SetUpHouse } from './parts/house.ts'

const MINUTE = 60_000
const ME = '127.0.0.1'
const at = (ms: number) => new Date(ms).toISOString()

const API: ApiInput = {
  slug: 'notes',
  name: 'Notes',
  resources: [
    {
      name: 'notes',
      label: 'Notes',
      actions: [
        { name: 'find', label: 'List', access: 'read', routes: [{ method: 'GET', path: '/notes' }] },
        { name: 'create', label: 'Write', access: 'write', routes: [{ method: 'POST', path: '/notes' }] },
      ],
    },
  ],
}

const generating = ({ ask, owner }: SetUpHouse, conditions: unknown, more: object = {}) =>
  ask('POST', '/v1/tokens', { as: owner, body: { name: 'ci', owner: 'organization', conditions, ...more } })

/** The three ways in which a token is verified over HTTP, and a call of Keyward's own. */
const DOORS: Record<string, (house: SetUpHouse, text: string) => Promise<Answer>> = {
  'GET /v1/verify': ({ ask }, text) => ask('GET', '/v1/verify', { as: text }),
  'forward-auth': ({ ask }, text) =>
    ask('GET', '/v1/forward-auth', {
      as: text,
      headers: { 'x-original-method': 'GET', 'x-original-uri': '/notes', host: 'api.example' },
    }),
  'GET /v1/self': ({ ask }, text) => ask('GET', '/v1/self', { as: text }),
}
const codeOf = ({ body }: Answer) => body?.code ?? 'valid'

const WRONG: [what: string, conditions: unknown, path: string, says: RegExp][] = [
  ['a word', 'none', 'conditions', /expected object/],
  ['a list', [], 'conditions', /expected object/],
  ['an unknown condition', { hours: 9 }, 'conditions.hours', /unknown field/],
  ['a number as instant', { notBefore: 0 }, 'conditions.notBefore', /such as/],
  ['no instant', { notBefore: 'tomorrow' }, 'conditions.notBefore', /such as/],
  ['an instant without zone', { notBefore: '2030-01-01T00:00:00' }, 'conditions.notBefore', /./],
  ['a 30th of February', { notBefore: '2030-02-30T00:00:00Z' }, 'conditions.notBefore', /./],
  ['the year 10000', { notBefore: '9999-12-31T23:59:59.999-00:01' }, 'conditions.notBefore', /year 10000/],
  ['after the expiry', { notBefore: '2999-01-01T00:00:00Z' }, 'conditions.notBefore', /before the expiry/],
  ['one text as addresses', { addresses: '10.0.0.0/8' }, 'conditions.addresses', /expected array/],
  ['no address', { addresses: [] }, 'conditions.addresses', /at least one/],
  ['an empty address', { addresses: ['10.0.0.1', ' '] }, 'conditions.addresses.1', /address/],
  ['too many addresses', { addresses: Array(101).fill('10.0.0.1') }, 'conditions.addresses', /at most 100/],
  ['a long address', { addresses: ['1'.repeat(101)] }, 'conditions.addresses.0', /100/],
  ['leading zeros', { addresses: ['010.0.0.1'] }, 'conditions.addresses.0', /leading zeros/],
  ['a prefix of 33', { addresses: ['10.0.0.0/33'] }, 'conditions.addresses.0', /\/0 to \/32/],
  ['a prefix of 129', { addresses: ['::1', '::/129'] }, 'conditions.addresses.1', /\/0 to \/128/],
  ['hex', { addresses: ['0x0a000001'] }, 'conditions.addresses.0', /expected an IPv4 or IPv6/],
  ['host bits', { addresses: ['10.0.0.1/8'] }, 'conditions.addresses.0', /write 10\.0\.0\.0\/8/],
  ['a name', { addresses: ['localhost'] }, 'conditions.addresses.0', /expected an IPv4 or IPv6/],
  ['a limit without window', { rateLimit: { limit: 5 } }, 'conditions.rateLimit.windowSeconds', /missing/],
  ['a limit of 0', { rateLimit: { limit: 0, windowSeconds: 1 } }, 'conditions.rateLimit.limit', /./],
  ['a limit below 0', { rateLimit: { limit: -1, windowSeconds: 1 } }, 'conditions.rateLimit.limit', /./],
  ['half a call', { rateLimit: { limit: 1.5, windowSeconds: 1 } }, 'conditions.rateLimit.limit', /./],
  ['2^53 calls', { rateLimit: { limit: 2 ** 53, windowSeconds: 1 } }, 'conditions.rateLimit.limit', /./],
  ['a window of 0', { rateLimit: { limit: 1, windowSeconds: 0 } }, 'conditions.rateLimit.windowSeconds', /./],
  [
    'a long window',
    { rateLimit: { limit: 1, windowSeconds: 86_401 } },
    'conditions.rateLimit.windowSeconds',
    /./,
  ],
  [
    'a limit as text',
    { rateLimit: { limit: '5', windowSeconds: 1 } },
    'conditions.rateLimit.limit',
    /number/,
  ],
  ['a cap of 0', { usageCap: 0 }, 'conditions.usageCap', /./],
  ['a cap below 0', { usageCap: -1 }, 'conditions.usageCap', /./],
  ['a cap of 2^53', { usageCap: 2 ** 53 }, 'conditions.usageCap', /./],
  ['half a cap', { usageCap: 0.5 }, 'conditions.usageCap', /./],
]

test('conditions that are none are refused field by field, at generating and at editing, and change nothing', async (t) => {
  const house = await openSetUpServer(t)
  const { id } = await house.generate({ name: 'ci', owner: 'organization' })
  const before = await house.ask('GET', '/v1/tokens', { as: house.owner })
  for (const [what, conditions, path, says] of WRONG)
    for (const answer of [
      await generating(house, conditions),
      await house.ask('PATCH', `/v1/tokens/${id}`, { as: house.owner, body: { conditions } }),
    ]) {
      assert.deepEqual([answer.status, answer.body.code], [400, 'request_invalid'], what)
      const fault = answer.body.errors.find((error: { path: string }) => error.path === path)
      assert.match(fault?.message ?? JSON.stringify(answer.body.errors), says, what)
      assert.match(answer.body.detail, /./)
    }
  assert.deepEqual((await house.ask('GET', '/v1/tokens', { as: house.owner })).body, before.body)
})

test('[B11] the widest and the narrowest conditions are kept as they were given', async (t) => {
  const house = await openSetUpServer(t)
  const widest = {
    notBefore: '9999-12-31T23:59:59.998Z',
    addresses: ['0.0.0.0/0', '::/0'],
    rateLimit: { limit: 1_000_000_000, windowSeconds: 86_400 },
    usageCap: 1_000_000_000_000,
  }
  const narrowest = {
    notBefore: '1970-01-01T00:00:00.000Z',
    addresses: ['203.0.113.7'],
    rateLimit: { limit: 1, windowSeconds: 1 },
    usageCap: 1,
  }
  for (const conditions of [widest, narrowest]) {
    const { status, body } = await generating(house, conditions, { duration: 'unlimited' })
    assert.equal(status, 201)
    assert.deepEqual(body.token.conditions, conditions)
    assert.equal(body.token.usesLeft, conditions.usageCap)
    const { body: found } = await house.ask('GET', `/v1/tokens/${body.token.id}`, { as: house.owner })
    assert.deepEqual(found, body.token)
  }
  const nulls = { notBefore: null, addresses: null, rateLimit: null, usageCap: null }
  const none = await generating(house, nulls)
  assert.deepEqual([none.body.token.conditions, none.body.token.usesLeft], [nulls, null])
})

for (const [door, knock] of Object.entries(DOORS)) {
  test(`[B11] ${door}: not yet valid is 401, a foreign address 403 that names it, a spent cap 403`, async (t) => {
    const house = await openSetUpServer(t, { catalogue: [API] })
    const early = await house.generate({ name: 'early', conditions: { notBefore: at(Date.now() + MINUTE) } })
    const refused = await knock(house, early.plaintext)
    assert.deepEqual([refused.status, codeOf(refused)], [401, 'token_not_yet_valid'])
    assert.match(String(refused.headers['www-authenticate']), /error="invalid_token"/)
    house.pass(MINUTE)
    assert.equal(codeOf(await knock(house, early.plaintext)), 'valid')

    const elsewhere = await house.generate({ name: 'elsewhere', conditions: { addresses: ['203.0.113.7'] } })
    const foreign = await knock(house, elsewhere.plaintext)
    assert.deepEqual([foreign.status, codeOf(foreign)], [403, 'address_refused'])
    assert.match(foreign.body.detail, /127\.0\.0\.1/)
    const here = await house.generate({ name: 'here', conditions: { addresses: ['::1', `::ffff:${ME}`] } })
    assert.equal(codeOf(await knock(house, here.plaintext)), 'valid')

    const capped = await house.generate({ name: 'capped', conditions: { usageCap: 2 } })
    const told = []
    for (let call = 0; call < 3; call++) told.push(await knock(house, capped.plaintext))
    assert.deepEqual(told.map(codeOf), ['valid', 'valid', 'usage_exhausted'])
    assert.deepEqual([told[2]?.status, told[2]?.headers['retry-after']], [403, undefined])
  })

  test(`[B11] [B13] ${door}: a rate limit refuses with 429, RateLimit, RateLimit-Policy and Retry-After`, async (t) => {
    const house = await openSetUpServer(t, { catalogue: [API] })
    const conditions = { rateLimit: { limit: 2, windowSeconds: 60 } }
    const { plaintext } = await house.generate({ name: 'limited', conditions })
    house.pass(MINUTE - (Date.now() % MINUTE))
    const told = []
    for (let call = 0; call < 3; call++) told.push(await knock(house, plaintext))
    assert.deepEqual(told.map(codeOf), ['valid', 'valid', 'rate_limited'])
    const last = told[2]
    assert.equal(last?.status, 429)
    assert.equal(last.headers['ratelimit-policy'], '"default";q=2;w=60')
    assert.match(String(last.headers.ratelimit), /^"default";r=0;t=(?:60|5\d)$/)
    assert.equal(last.headers['retry-after'], /t=(\d+)/.exec(String(last.headers.ratelimit))?.[1])
    assert.equal(last.body.retry_after, Number(last.headers['retry-after']))
    assert.equal(last.headers['www-authenticate'], undefined)
    if (door !== 'GET /v1/self') {
      assert.equal(told[0]?.headers['ratelimit-policy'], '"default";q=2;w=60')
      assert.match(String(told[0]?.headers.ratelimit), /^"default";r=1;t=/)
      assert.equal(told[0]?.headers['retry-after'], undefined)
    }
    house.pass(MINUTE)
    assert.equal(codeOf(await knock(house, plaintext)), 'valid')
  })
}

test('[B11] POST /v1/verify judges by the address that it is told, and its verdict tells the standing', async (t) => {
  const house = await openSetUpServer(t)
  const { plaintext } = await house.generate({
    name: 'ci',
    conditions: { addresses: ['203.0.113.0/24'], rateLimit: { limit: 5, windowSeconds: 86_400 } },
  })
  const verify = async (address?: string) =>
    (await house.ask('POST', '/v1/verify', { as: house.verifier, body: { token: plaintext, address } })).body
  assert.equal((await verify()).code, 'address_refused')
  assert.equal((await verify('192.0.2.1')).code, 'address_refused')
  for (const [address, remaining] of [
    ['203.0.113.9', 4],
    ['::ffff:203.0.113.9', 3],
  ] as const) {
    const { valid, rateLimit } = await verify(address)
    assert.equal(valid, true)
    assert.deepEqual([rateLimit.limit, rateLimit.windowSeconds, rateLimit.remaining], [5, 86_400, remaining])
  }
})

test('[B11] behind a proxy, the caller’s address is the trusted proxy’s word and nobody else’s', async (t) => {
  const from = async (trustedProxies: string[]) => {
    const house = await openSetUpServer(t, { trustedProxies })
    const conditions = { addresses: ['203.0.113.7'] }
    const { plaintext } = await house.generate({ name: 'ci', conditions })
    const answer = await house.ask('GET', '/v1/verify', {
      as: plaintext,
      headers: { 'x-forwarded-for': '203.0.113.7' },
    })
    return codeOf(answer)
  }
  assert.equal(await from([ME]), 'valid')
  assert.equal(await from([]), 'address_refused')
})

test('[B11] a service that verifies spends calls of its own token too', async (t) => {
  const house = await openSetUpServer(t)
  const service = await house.generate({
    name: 'service',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/tokens:verify'] },
    conditions: { usageCap: 3 },
  })
  const body = { token: house.verifier }
  const told = []
  for (let call = 0; call < 4; call++)
    told.push(await house.ask('POST', '/v1/verify', { as: service.plaintext, body }))
  assert.deepEqual(
    told.map(({ status }) => status),
    [200, 200, 200, 403],
  )
  assert.equal(told[3]?.body.code, 'usage_exhausted')
})

test('[B11] who may edit a token sets its conditions, and nobody else', async (t) => {
  const house = await openSetUpServer(t)
  const made = await house.generate({ name: 'ci', owner: 'organization' })
  const acting = async (...scopes: string[]) =>
    (await house.generate({ name: 'acts', owner: 'organization', access: { kind: 'custom', scopes } }))
      .plaintext
  const edit = async (as: string) =>
    house.ask('PATCH', `/v1/tokens/${made.id}`, { as, body: { conditions: { usageCap: 5 } } })
  const refused = await edit(await acting('keyward/api-tokens:read', 'keyward/api-tokens:create'))
  assert.deepEqual([refused.status, refused.body.permission], [403, 'keyward/api-tokens:update'])
  const done = await edit(await acting('keyward/api-tokens:update'))
  assert.deepEqual([done.status, done.body.token.conditions.usageCap], [200, 5])
})
