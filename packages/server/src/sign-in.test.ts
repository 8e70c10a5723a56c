import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enrol } from '../test/parts/authenticator.ts'
import {
  ORIGIN,
  OWNER,
  openSetUpServer,
  type Session,
  type SetUpHouse,
  sessionIn,
} from '../test/parts/house.ts'

const MINUTE = 60_000
const BY_PASSWORD = { email: OWNER.email, password: OWNER.password }

const start = async ({ ask }: SetUpHouse) =>
  sessionIn(await ask('POST', '/v1/session', { body: BY_PASSWORD }))
const finish = ({ ask }: SetUpHouse, as: Session, code: string) =>
  ask('POST', '/v1/session/second-factor', { as, body: { code } })
const codeOf = ({ body }: { body: { code?: string } }) => body?.code

test('with a second factor the password alone opens nothing, and the code finishes in the browser that began', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  const app = await enrol(house, owner)
  app.next()
  const first = await ask('POST', '/v1/session', { body: BY_PASSWORD })
  assert.deepEqual([first.status, codeOf(first)], [401, 'second_factor_required'])
  const pending = sessionIn(first)
  assert.match(pending.cookie, /^keyward-pending=[\w-]{43}$/)
  assert.equal(codeOf(await ask('GET', '/v1/session', { as: pending })), 'session_required')
  const asSession = { cookie: pending.cookie.replace('-pending', '') }
  assert.equal(codeOf(await ask('GET', '/v1/session', { as: asSession })), 'session_required')

  const elsewhere = await ask('POST', '/v1/session/second-factor', { body: { code: app.code() } })
  assert.equal(codeOf(elsewhere), 'sign_in_expired')
  const done = await finish(house, pending, app.code())
  assert.deepEqual([done.status, done.body.user.email, done.body.secondFactor], [200, OWNER.email, true])
  const [session, gone] = [done.headers['set-cookie']].flat()
  assert.match(String(session), /^keyward=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
  assert.equal(gone, 'keyward-pending=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict')
  assert.equal(codeOf(await finish(house, pending, app.next())), 'sign_in_expired')
})

test('the cookie between the steps is out of reach of scripts and other sites; on https it is bound to the host', async (t) => {
  for (const [publicUrl, expected] of [
    [ORIGIN, /^keyward-pending=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/],
    [
      'https://keys.acme.example',
      /^__Host-keyward-pending=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    ],
  ] as const) {
    const house = await openSetUpServer(t, { publicUrl })
    await enrol(house, house.owner)
    const { headers } = await house.ask('POST', '/v1/session', { body: BY_PASSWORD })
    assert.equal([headers['set-cookie']].flat().length, 1)
    assert.match(String(headers['set-cookie']), expected)
  }
})

test('a code that was taken once is not taken again, nor one from before it', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  assert.equal(codeOf(await finish(house, await start(house), app.code())), 'second_factor_wrong')
  const code = app.next()
  assert.equal((await finish(house, await start(house), code)).status, 200)
  for (const again of [code, app.code(-1)])
    assert.equal(codeOf(await finish(house, await start(house), again)), 'second_factor_wrong')
  assert.equal((await finish(house, await start(house), app.code(1))).status, 200)
})

test('of many who send one code, or one backup code, at once, one gets in', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  for (const code of [app.next(), app.backupCodes[0] ?? '']) {
    const pending = await Promise.all(Array.from({ length: 8 }, () => start(house)))
    const answers = await Promise.all(pending.map((as) => finish(house, as, code)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(7).fill(401)])
  }
})

test('a second step comes within ten minutes, with the very cookie, and not after the password has changed', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  const late = await start(house)
  house.pass(10 * MINUTE)
  assert.equal(codeOf(await finish(house, late, app.next())), 'sign_in_expired')
  const pending = await start(house)
  for (const cookie of [
    `${pending.cookie}x`,
    pending.cookie.slice(0, -1),
    'keyward-pending=',
    app.session.cookie,
  ])
    assert.equal(codeOf(await finish(house, { cookie }, app.code())), 'sign_in_expired')
  const password = 'some other unrelated words'
  const body = { password: OWNER.password, code: app.code() }
  const fresh = sessionIn(await house.ask('POST', '/v1/session/confirm', { as: app.session, body }))
  const change = { current: OWNER.password, password }
  assert.equal((await house.ask('POST', '/v1/profile/password', { as: fresh, body: change })).status, 204)
  assert.equal(codeOf(await finish(house, pending, app.next())), 'sign_in_expired')
})

test('a backup code signs in once, however it is typed; those that are left are told', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  const [first = '', second = ''] = app.backupCodes
  const typed = ` ${first.toLowerCase().replace('-', ' ')} `
  const done = await finish(house, await start(house), typed)
  assert.equal(done.status, 200)
  assert.equal(codeOf(await finish(house, await start(house), first)), 'second_factor_wrong')
  const profile = await house.ask('GET', '/v1/profile', { as: sessionIn(done) })
  assert.equal(profile.body.secondFactor.backupCodes, 9)
  assert.equal((await finish(house, await start(house), second)).status, 200)
})

test('whoever guesses codes is slowed down, and another person is not', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  const pending = await start(house)
  for (let guess = 0; guess < 10; guess++)
    assert.equal(codeOf(await finish(house, pending, `${guess}`.padStart(6, '0'))), 'second_factor_wrong')
  const { status, headers } = await finish(house, await start(house), app.next())
  assert.equal(status, 429)
  assert.ok(Number(headers['retry-after']) > 800 && Number(headers['retry-after']) <= 900)
  const eve = { name: 'Eve', email: 'eve@acme.example', password: 'unrelated words in a row' }
  await house.person(eve)
  const other = await enrol(house, await house.signIn(eve.email, eve.password))
  const { email, password } = eve
  const half = sessionIn(await house.ask('POST', '/v1/session', { body: { email, password } }))
  assert.equal((await finish(house, half, other.next())).status, 200)
})

test('after 100 wrong codes in a row only a backup code is taken, which opens the way for the app again', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  const { cookie } = await start(house)
  const visitor = { cookie, agent: undefined, address: '192.0.2.1' }
  for (let guess = 0; guess < 100; guess++)
    await assert.rejects(house.identity.finish(visitor, 'AAAAA-AAAAA'), { code: 'second_factor_wrong' })
  const blocked = await finish(house, await start(house), app.next())
  assert.deepEqual([blocked.status, codeOf(blocked)], [401, 'second_factor_wrong'])
  assert.match(blocked.body.detail, /use a backup code/)
  assert.equal((await finish(house, await start(house), app.backupCodes[0] ?? '')).status, 200)
  assert.equal((await finish(house, await start(house), app.next())).status, 200)
})

test('proving it again keeps the session, replaces its cookie and makes it fresh; the old cookie is none any more', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner, pass } = house
  const sessionIdOf = async (as: Session) =>
    (await ask('GET', '/v1/profile/sessions', { as })).body.sessions.find(
      (each: { current: boolean }) => each.current,
    ).id
  const generate = (as: Session) => ask('POST', '/v1/tokens', { as, body: { name: 'x' } })
  const before = await ask('GET', '/v1/session', { as: owner })
  const id = await sessionIdOf(owner)
  pass(15 * MINUTE)
  assert.equal(codeOf(await generate(owner)), 'sign_in_stale')
  const confirmed = await ask('POST', '/v1/session/confirm', {
    as: owner,
    body: { password: OWNER.password },
  })
  assert.equal(confirmed.status, 200)
  const fresh = sessionIn(confirmed)
  assert.equal((await generate(fresh)).status, 201)
  assert.equal(await sessionIdOf(fresh), id)
  assert.equal(confirmed.body.signedInAt, before.body.signedInAt)
  assert.ok(confirmed.body.confirmedAt > before.body.confirmedAt)
  assert.equal(codeOf(await ask('GET', '/v1/session', { as: owner })), 'session_required')
})

test('who has a second factor proves it with a code as well, and no code twice', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  const confirm = (body: object) => house.ask('POST', '/v1/session/confirm', { as: app.session, body })
  const { password } = OWNER
  const code = app.next()
  assert.equal(codeOf(await confirm({ password })), 'second_factor_required')
  assert.equal(codeOf(await confirm({ password: 'wrong', code })), 'sign_in_failed')
  const confirmed = await confirm({ password, code })
  assert.deepEqual([confirmed.status, confirmed.body.secondFactor], [200, true])
  const again = await house.ask('POST', '/v1/session/confirm', {
    as: sessionIn(confirmed),
    body: { password, code },
  })
  assert.equal(codeOf(again), 'second_factor_wrong')
})

test('no other site takes a step of a sign-in, proves it anew, or asks for a reset', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  const pending = await start(house)
  const code = app.next()
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
  ])
    for (const [path, as, body] of [
      ['/v1/session/second-factor', pending, { code }],
      ['/v1/session/confirm', app.session, { password: OWNER.password, code }],
      ['/v1/password-reset', undefined, { email: OWNER.email }],
      ['/v1/password-reset/complete', undefined, { secret: 'x', password: 'some unrelated words' }],
    ] as const) {
      const answer = await house.ask('POST', path, { ...(as && { as }), body, headers })
      assert.deepEqual([answer.status, codeOf(answer)], [403, 'origin_refused'], path)
      assert.equal(answer.headers['set-cookie'], undefined)
    }
  assert.equal((await finish(house, pending, code)).status, 200)
})
