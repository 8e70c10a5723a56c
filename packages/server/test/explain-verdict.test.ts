import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { query } from './parts/graphql.ts'
import { openSetUpServer, type SetUpHouse } from './parts/house.ts'

const MINUTE = 60_000
const PASSWORD = 'unrelated words in a row'
const HERE = '203.0.113.7'

const explain = ({ ask }: SetUpHouse, as: Parameters<SetUpHouse['ask']>[2], body: object) =>
  ask('POST', '/v1/verify/explain', { ...as, body })

/** A text of the right form whose token nobody has. */
async function unknownText(house: SetUpHouse): Promise<string> {
  const { id, plaintext } = await house.generate({ name: 'erased' })
  await house.ask('DELETE', `/v1/tokens/${id}?revoke=true`, { as: house.owner })
  return plaintext
}

/** The text of another value of the same token. */
async function wrongSecret(house: SetUpHouse): Promise<{ id: string; text: string }> {
  const { id, plaintext } = await house.generate({ name: 'renewed', owner: 'organization' })
  const regenerate = () => house.ask('POST', `/v1/tokens/${id}/regenerate`, { as: house.owner, body: {} })
  await regenerate()
  await regenerate()
  return { id, text: plaintext }
}

test('[B17] whoever may read a token learns each refusal of it, step by step', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner, generate, pass } = house
  const scopes = { access: { kind: 'custom', scopes: ['notes/notes:find'] } }
  const made = (more: object = {}) => generate({ name: 'asked', owner: 'organization', ...scopes, ...more })
  const told = async (body: object) => {
    const { status, body: answer, text } = await explain(house, { as: owner }, body)
    assert.equal(status, 200, text)
    const failed = answer.steps.filter(({ outcome }: { outcome: string }) => outcome === 'failed')
    assert.deepEqual(
      failed.map(({ code }: { code: string }) => code),
      answer.code === null ? [] : [answer.code],
    )
    return answer.code
  }
  const { id, plaintext } = await made()
  assert.equal(await told({ token: plaintext, request: { permission: 'notes/notes:find' } }), null)
  assert.equal(await told({ token: plaintext.slice(1) }), 'token_malformed')
  assert.equal(await told({ token: await unknownText(house) }), 'token_unknown')
  assert.equal(
    await told({ tokenId: id, request: { permission: 'notes/notes:create' } }),
    'permission_missing',
  )
  assert.equal(await told({ tokenId: id, request: { method: 'GET', path: '/nowhere' } }), 'route_unmapped')
  assert.equal(await told({ tokenId: id, request: { field: 'Query.nothing' } }), 'route_unmapped')
  const bound = await made({ conditions: { addresses: ['198.51.100.1'] } })
  assert.equal(await told({ tokenId: bound.id, address: HERE }), 'address_refused')
  const soon = new Date(house.now() + MINUTE).toISOString()
  assert.equal(
    await told({ tokenId: (await made({ conditions: { notBefore: soon } })).id }),
    'token_not_yet_valid',
  )
  const slow = await made({ conditions: { rateLimit: { limit: 1, windowSeconds: 3600 } } })
  const capped = await made({ conditions: { usageCap: 1 } })
  for (const { plaintext: as } of [slow, capped]) await ask('GET', '/v1/verify', { as })
  assert.equal(await told({ tokenId: slow.id }), 'rate_limited')
  assert.equal(await told({ tokenId: capped.id }), 'usage_exhausted')
  const ends = await made({ duration: { until: soon } })
  await ask('POST', `/v1/tokens/${id}/revoke`, { as: owner, body: {} })
  assert.equal(await told({ token: plaintext }), 'token_revoked')

  const { member } = await house.person({ name: 'Bo', email: 'bo@acme.example', password: PASSWORD })
  const bo = await house.signIn('bo@acme.example', PASSWORD)
  const personal = await ask('POST', '/v1/tokens', { as: bo, body: { name: 'of Bo' } })
  await ask('POST', `/v1/members/${member.id}/deactivate`, { as: owner, body: {} })
  assert.equal(await told({ tokenId: personal.body.token.id }), 'owner_inactive')

  const { body: settings } = await ask('GET', '/v1/settings', { as: owner })
  const policy = { ...settings.policy, approval: 'all' }
  await ask('PATCH', '/v1/settings', { as: owner, body: { policy } })
  assert.equal(await told({ tokenId: (await made({ justification: 'because' })).id }), 'token_pending')
  pass(MINUTE)
  assert.equal(await told({ tokenId: ends.id }), 'token_expired')
})

test('[B17] an unknown text, another organisation’s and one that may not be read are told apart by nothing', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  await ask('PUT', '/v1/provision/organizations/other', { as: owner, body: { name: 'Other' } })
  const { id: organizationId } = await house.keyward.organizations.put({ externalId: 'other', name: 'Other' })
  const there = { kind: 'host', name: 'test', organizationId } as const
  const made = (name: string) => house.keyward.generateToken(there, { name, owner: 'organization' })
  const [foreign, foreignGone] = [await made('foreign'), await made('foreign and gone')]
  await house.keyward.deleteToken(there, { tokenId: foreignGone.token.id, revoke: true })
  await house.person({ name: 'Bo', email: 'bo@acme.example', password: PASSWORD, role: 'viewer' })
  const bo = await house.signIn('bo@acme.example', PASSWORD)
  const unreadable = await house.generate({ name: 'of the organisation', owner: 'organization' })
  const ofAda = await house.generate({ name: 'of Ada', owner: 'user' })
  const renewed = await wrongSecret(house)
  const unknown = await unknownText(house)
  const gone = await house.generate({ name: 'gone', owner: 'organization' })
  await ask('DELETE', `/v1/tokens/${gone.id}?revoke=true`, { as: owner })
  const texts = [
    ...[unknown, foreign.plaintext, unreadable.plaintext, ofAda.plaintext],
    ...[renewed.text, gone.plaintext, foreignGone.plaintext],
  ]
  for (const request of [undefined, { permission: 'notes/notes:find' }, { permission: 'notes/gone:read' }]) {
    const answers = await Promise.all(
      texts.map((token) => explain(house, { as: bo }, { token, request, address: HERE })),
    )
    for (const { status, text } of answers) assert.deepEqual([status, text], [200, answers[0]?.text])
    assert.deepEqual([answers[0]?.body.code, answers[0]?.body.token], ['token_unknown', null])
  }
  const byId = (tokenId: string) => explain(house, { as: bo }, { tokenId })
  const [none, elsewhere] = [await byId('0000000000000000'), await byId(foreign.token.id)]
  assert.deepEqual([none.status, none.body.code], [404, 'token_not_found'])
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [404, 'token_not_found'])
  const unknownId = { ...none.body, detail: '', request_id: '' }
  for (const id of [gone.id, foreignGone.token.id])
    assert.deepEqual({ ...(await byId(id)).body, detail: '', request_id: '' }, unknownId)
  assert.equal((await byId(unreadable.id)).body.code, 'permission_missing')
  const nobody = await house.holding('notes/notes:find')
  assert.equal((await explain(house, { as: nobody }, { token: unknown })).body.code, 'permission_missing')
})

test('[B17] a deleted token is told as such to whoever could read it, over REST and GraphQL', async (t) => {
  const house = await openSetUpServer(t)
  const { id, plaintext } = await house.generate({ name: 'gone', owner: 'organization' })
  await house.ask('DELETE', `/v1/tokens/${id}?revoke=true`, { as: house.owner })
  const reader = await house.holding('keyward/api-tokens:read')
  for (const as of [house.owner, reader])
    for (const asked of [{ token: plaintext }, { tokenId: id }]) {
      const { deleted, code, token } = (await explain(house, { as }, asked)).body
      assert.deepEqual(
        [deleted.name, deleted.by.name, code, token],
        ['gone', 'Ada Berg', 'token_unknown', null],
      )
    }
  const asked = 'query ($tokenId: ID!) { explainVerdict(tokenId: $tokenId) { deleted { name by { name } } } }'
  const { body } = await query(house, asked, { as: house.owner, variables: { tokenId: id } })
  assert.deepEqual(body.data?.explainVerdict.deleted, { name: 'gone', by: { name: 'Ada Berg' } })
})

test('[B17] a text with the right id and another secret is told as such to whoever may read the token', async (t) => {
  const house = await openSetUpServer(t)
  const { id, text } = await wrongSecret(house)
  const { body } = await explain(house, { as: house.owner }, { token: text })
  assert.deepEqual([body.code, body.text.value, body.token.id], ['token_unknown', 'none', id])
})

test('[B17] the text goes into no answer and no row, and is taken from no address', async (t) => {
  const house = await openSetUpServer(t)
  const { plaintext } = await house.generate({ name: 'secret' })
  const secret = plaintext.slice(20, 63)
  for (const token of [plaintext, `${plaintext}x`, plaintext.replace('kw_', 'gh_')])
    for (const body of [{ token }, { token, tokenId: '0000000000000000' }, { token: [token] }]) {
      const { text } = await explain(house, { as: house.owner }, body)
      assert.ok(!text.includes(secret), text)
    }
  const asked = 'query Explain($token: String!) { explainVerdict(token: $token) { allowed } }'
  const { body } = await query(house, asked, { as: house.owner, variables: { token: plaintext } })
  assert.equal(body.data.explainVerdict.allowed, true)
  const address = `/graphql?query=${encodeURIComponent('{ explainVerdict(token: "kw_mistyped") { allowed } }')}`
  const refused = await house.ask('GET', address, { as: house.owner })
  assert.match(refused.text, /method_not_allowed|does not belong in an address/)
  await house.keyward.flush()
  for (const file of ['keyward.db', 'keyward.db-wal'])
    assert.ok(!readFileSync(join(house.dir, file), 'latin1').includes(secret), file)
})

test('[B17] asked wrongly, it says what it takes', async (t) => {
  const house = await openSetUpServer(t)
  const faults = async (body: object) =>
    (await explain(house, { as: house.owner }, body)).body.errors.map(({ path }: { path: string }) => path)
  const { id: tokenId } = await house.generate({ name: 'x' })
  assert.deepEqual(await faults({}), ['token'])
  assert.deepEqual(await faults({ token: 'x', tokenId }), ['token'])
  assert.deepEqual(await faults({ tokenId, address: 'here' }), ['address'])
  assert.deepEqual(await faults({ tokenId, request: { permission: 'nothing' } }), ['request.permission'])
  assert.deepEqual(await faults({ tokenId, request: { method: 'GET', path: 'notes' } }), ['request.path'])
})
