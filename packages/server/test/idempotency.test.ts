import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Asked, openSetUpServer, type SetUpHouse } from './parts/house.ts'

const under = (key: string, body: object, as: NonNullable<Asked['as']>): Asked => ({
  as,
  body,
  headers: { 'idempotency-key': key },
})
const countOf = async ({ ask, owner }: SetUpHouse, search: string): Promise<number> =>
  (await ask('GET', `/v1/tokens?search=${search}`, { as: owner })).body.total

test('a hundred requests at once under one Idempotency-Key generate one token, and one answer holds its value', async (t) => {
  const house = await openSetUpServer(t)
  const asked = under('release-7', { name: 'deploy' }, house.owner)
  const answers = await Promise.all(Array.from({ length: 100 }, () => house.ask('POST', '/v1/tokens', asked)))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201])
  assert.equal(new Set(answers.map(({ body }) => body.token.id)).size, 1)
  const first = answers.filter(({ body }) => body.plaintext !== null)
  assert.equal(first.length, 1)
  assert.equal(first[0]?.body.replayed, undefined)
  const replay = answers.find(({ body }) => body.plaintext === null)?.body
  assert.deepEqual([replay.replayed, replay.receipt], [true, null])
  assert.equal(await countOf(house, 'deploy'), 1)
  const { id } = first[0]?.body.token ?? {}
  const told = await house.ask('GET', `/v1/audit-log?tokenId=${id}`, { as: house.owner })
  assert.equal(told.body.events.length, 1)
})

test('a key is one caller’s own, for a day: another caller, and the day after, generate anew', async (t) => {
  const house = await openSetUpServer(t)
  const holder = await house.holding('keyward/api-tokens:create', 'keyward/api-tokens:read')
  const body = { name: 'nightly', owner: 'organization', access: { kind: 'custom', scopes: [] } }
  const generate = async (as: NonNullable<Asked['as']>) =>
    (await house.ask('POST', '/v1/tokens', under('night', body, as))).body
  assert.notEqual((await generate(house.owner)).plaintext, null)
  assert.notEqual((await generate(holder)).plaintext, null)
  assert.equal((await generate(holder)).replayed, true)
  house.pass(24 * 3_600_000)
  assert.notEqual((await generate(holder)).plaintext, null)
  assert.equal(await countOf(house, 'nightly'), 3)
})

test('a request that was refused is tried again under its key', async (t) => {
  const house = await openSetUpServer(t)
  const asked = under(
    'k',
    { name: 'x', access: { kind: 'custom', scopes: ['notes/notes:find'] } },
    house.owner,
  )
  await house.ask('PATCH', '/v1/settings', { as: house.owner, body: { seatsPerMember: 0 } })
  assert.equal((await house.ask('POST', '/v1/tokens', asked)).body.code, 'seats_taken')
  await house.ask('PATCH', '/v1/settings', { as: house.owner, body: { seatsPerMember: 1 } })
  assert.equal((await house.ask('POST', '/v1/tokens', asked)).status, 201)
})

test('a regeneration that is sent again changes nothing more, and answers with a receipt of its own', async (t) => {
  const house = await openSetUpServer(t)
  const { id } = await house.generate({ name: 'renewed' })
  const asked = under('again', { graceMs: 0 }, house.owner)
  const [first, second] = [
    await house.ask('POST', `/v1/tokens/${id}/regenerate`, asked),
    await house.ask('POST', `/v1/tokens/${id}/regenerate`, asked),
  ]
  assert.equal(second.status, 200)
  assert.deepEqual([second.body.plaintext, second.body.replayed], [null, true])
  assert.equal(second.body.token.revision, first.body.token.revision)
  assert.deepEqual(Object.keys(second.body.receipt), Object.keys(first.body.receipt))
  const works = await house.ask('GET', '/v1/verify', { as: first.body.plaintext })
  assert.equal(works.status, 200)
})

test('the answer to a repeated request is refused to whoever may not make it any more', async (t) => {
  const house = await openSetUpServer(t)
  const eve = { name: 'Eve', email: 'eve@acme.example', password: 'four words make one' }
  const { member } = await house.person(eve)
  const session = await house.signIn(eve.email, eve.password)
  const asked = under('mine', { name: 'eve’s own' }, session)
  assert.equal((await house.ask('POST', '/v1/tokens', asked)).status, 201)
  await house.ask('PATCH', `/v1/members/${member.id}`, { as: house.owner, body: { role: 'viewer' } })
  assert.equal((await house.ask('POST', '/v1/tokens', asked)).body.code, 'permission_missing')
})

test('an Idempotency-Key that is none is refused, and nothing is generated', async (t) => {
  const house = await openSetUpServer(t)
  for (const key of ['', 'two words', 'ü', 'x'.repeat(256)]) {
    const answer = await house.ask('POST', '/v1/tokens', under(key, { name: 'odd' }, house.owner))
    assert.deepEqual([answer.status, answer.body.code], [400, 'request_invalid'], JSON.stringify(key))
    assert.equal(answer.body.errors[0].path, 'idempotencyKey')
  }
  const doubled = { ...under('a', { name: 'odd' }, house.owner), headers: { 'idempotency-key': 'a, b' } }
  assert.equal((await house.ask('POST', '/v1/tokens', doubled)).body.code, 'request_invalid')
  assert.equal(await countOf(house, 'odd'), 0)
})

test('OpenAPI describes the Idempotency-Key header where a request takes it', async (t) => {
  const { ask } = await openSetUpServer(t)
  const { body: document } = await ask('GET', '/openapi.json')
  const { parameters } = document.paths['/v1/tokens'].post
  const header = parameters.find((each: { name: string }) => each.name === 'Idempotency-Key')
  assert.deepEqual([header.in, header.required], ['header', false])
  assert.match(header.description, /within 24 hours/)
})
