import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSetUpServer, type SetUpHouse } from './parts/house.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FIND = 'notes/notes:find'

const custom = (...scopes: string[]) => ({ access: { kind: 'custom', scopes } })
const call = (house: SetUpHouse, as: string, need = FIND, headers = {}) =>
  house.ask('GET', `/v1/verify?need=${need}`, { as, headers })
const read = async (house: SetUpHouse, path: string) => {
  await house.keyward.flush()
  return (await house.ask('GET', path, { as: house.owner })).body
}

test('[A9] a token’s page is told its product calls, by hour, permission and address, and what it did in Keyward', async (t) => {
  const house = await openSetUpServer(t)
  const { id, plaintext } = await house.generate({
    name: 'worker',
    owner: 'organization',
    ...custom('keyward/api-tokens:*', FIND),
  })
  const { id: target } = await house.generate({ name: 'target', owner: 'organization', ...custom(FIND) })
  for (let n = 0; n < 3; n++) await call(house, plaintext, FIND, { 'user-agent': 'worker/1.0' })
  await house.ask('PATCH', `/v1/tokens/${target}`, { as: plaintext, body: { description: 'by worker' } })

  const usage = await read(house, `/v1/tokens/${id}/usage`)
  assert.equal(usage.hours.at(-1).allowed, 4)
  assert.deepEqual(
    [
      usage.callers[0].address,
      usage.callers.some((caller: { agent: string }) => caller.agent === 'worker/1.0'),
    ],
    ['127.0.0.1', true],
  )
  const { granted } = await read(house, `/v1/tokens/${id}/permissions`)
  const used = granted.filter((each: { used: object | null }) => each.used)
  assert.deepEqual(
    used.map((each: { permission: string; used: { count: number } }) => [each.permission, each.used.count]),
    [
      ['keyward/api-tokens:update', 1],
      [FIND, 3],
    ],
  )
  const { events } = await read(house, `/v1/tokens/${id}/activity`)
  assert.deepEqual(
    events.map((event: { kind: string; subject: { id: string } }) => [event.kind, event.subject.id]),
    [['token.updated', target]],
  )
})

test('[B16] usage counts allowed and refused calls by reason, for 24 hours and for 14 days', async (t) => {
  const house = await openSetUpServer(t)
  const { id, plaintext } = await house.generate({ name: 'x', ...custom(FIND), duration: { days: 90 } })
  await house.generate({ name: 'ends soon', duration: { days: 9 } })
  assert.equal((await read(house, '/v1/usage')).expiringSoon, 0)
  for (let day = 0; day < 4; day++) {
    await call(house, plaintext)
    const refused = await call(house, plaintext, 'notes/notes:create')
    await house.keyward.flush()
    if (day < 3) house.pass(DAY)
    else
      assert.deepEqual((await read(house, `/v1/tokens/${id}/usage`)).refusals[0], {
        at: (await read(house, `/v1/tokens/${id}/usage`)).refusals[0].at,
        need: 'notes/notes:create',
        code: 'permission_missing',
        address: '127.0.0.1',
        requestId: refused.headers['x-request-id'],
      })
  }
  const { hours, days, refusals } = await read(house, `/v1/tokens/${id}/usage`)
  assert.deepEqual([hours.length, days.length, refusals.length], [24, 14, 4])
  assert.deepEqual(
    days.slice(-5).map((day: { allowed: number; refused: object }) => [day.allowed, day.refused]),
    [[0, {}], ...Array(4).fill([1, { permission_missing: 1 }])],
  )
  assert.deepEqual([hours.at(-1).allowed, hours.at(-1).refused], [1, { permission_missing: 1 }])

  const summary = await read(house, '/v1/usage')
  assert.deepEqual(
    [summary.live, summary.neverUsed, summary.expiringSoon, summary.days.at(-1).allowed],
    [3, 2, 1, 1],
  )
})

test('[B7] over REST, a regenerated token says which value is still used, and its old one is closed by hand', async (t) => {
  const house = await openSetUpServer(t)
  const { id, plaintext } = await house.generate({ name: 'x', ...custom(FIND) })
  const fresh = await house.ask('POST', `/v1/tokens/${id}/regenerate`, {
    as: house.owner,
    body: { graceMs: DAY, closeWhenQuietMs: HOUR },
  })
  await call(house, plaintext)
  await call(house, fresh.body.plaintext)
  const usage = await read(house, `/v1/tokens/${id}/usage`)
  assert.deepEqual(
    usage.versions.map(({ calls }: { calls: number }) => calls),
    [1, 1],
  )
  assert.deepEqual(
    [usage.closing.safe, usage.closing.why, usage.closeWhenQuietMs],
    [false, 'still_used', HOUR],
  )
  const closed = await house.ask('POST', `/v1/tokens/${id}/close-old-value`, { as: house.owner })
  assert.equal(closed.status, 200)
  assert.equal((await call(house, plaintext)).body.code, 'token_unknown')
  assert.equal((await call(house, fresh.body.plaintext)).status, 200)
})

test('closing when quiet needs a grace period to be quiet in', async (t) => {
  const house = await openSetUpServer(t)
  const { id } = await house.generate({ name: 'x' })
  const regenerate = (body: object) =>
    house.ask('POST', `/v1/tokens/${id}/regenerate`, { as: house.owner, body })
  const refused = await regenerate({ closeWhenQuietMs: HOUR })
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, 'closeWhenQuietMs'])
  for (const closeWhenQuietMs of [0, 59_999, 8 * DAY, 1.5, '60000'])
    assert.equal((await regenerate({ graceMs: HOUR, closeWhenQuietMs })).body.code, 'request_invalid')
})

test('what a token did is told only to whoever may read the token', async (t) => {
  const house = await openSetUpServer(t)
  const { id } = await house.generate({ name: 'mine', owner: 'user' })
  const { plaintext } = await house.generate({
    name: 'reader',
    owner: 'organization',
    ...custom('keyward/api-tokens:read'),
  })
  for (const what of ['usage', 'activity', 'permissions']) {
    const { status, body } = await house.ask('GET', `/v1/tokens/${id}/${what}`, { as: plaintext })
    assert.deepEqual([status, body.permission], [403, 'keyward/member-tokens:read'], what)
  }
})
