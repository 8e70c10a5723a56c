import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enrol } from '../test/parts/authenticator.ts'
import { ORIGIN, OWNER, openSetUpServer, type SetUpHouse, sessionIn } from '../test/parts/house.ts'

const MINUTE = 60_000
const PASSWORD = 'some other unrelated words'

const request = ({ ask }: SetUpHouse, email = OWNER.email, headers = {}) =>
  ask('POST', '/v1/password-reset', { body: { email }, headers })
const complete = ({ ask }: SetUpHouse, secret: string, password = PASSWORD) =>
  ask('POST', '/v1/password-reset/complete', { body: { secret, password } })
const signIn = async ({ ask }: SetUpHouse, password: string) =>
  ask('POST', '/v1/session', { body: { email: OWNER.email, password } })

/** Asks for a reset and reads the secret from the link in the mail. */
async function secretFor(house: SetUpHouse, email = OWNER.email): Promise<string> {
  const before = house.linkMails.length
  assert.equal((await request(house, email)).status, 204)
  while (house.linkMails.length === before) await new Promise((resolve) => setImmediate(resolve))
  return new URLSearchParams(new URL(house.linkMails.at(-1)?.link ?? '').hash.slice(1)).get('secret') ?? ''
}

test('a lost password is set anew by a link, once; all sessions end, and nobody is signed in by it', async (t) => {
  const house = await openSetUpServer(t)
  const secret = await secretFor(house)
  assert.match(secret, /^[\w-]{43}$/)
  const done = await complete(house, secret)
  assert.deepEqual([done.status, done.headers['set-cookie']], [204, undefined])
  assert.equal((await house.ask('GET', '/v1/session', { as: house.owner })).status, 401)
  assert.deepEqual(
    [(await signIn(house, OWNER.password)).status, (await signIn(house, PASSWORD)).status],
    [401, 200],
  )
  assert.equal((await complete(house, secret, 'yet other unrelated words')).body.code, 'reset_link_invalid')
  assert.equal((await signIn(house, PASSWORD)).status, 200)
})

test('[R6] a reset counts as signing out everywhere: marked tokens are refused when it returns', async (t) => {
  const house = await openSetUpServer(t)
  const marked = await house.generate({ name: 'marked', revokeAtSignOut: true })
  const spared = await house.generate({ name: 'spared' })
  assert.equal((await complete(house, await secretFor(house))).status, 204)
  const judge = async (as: string) => (await house.ask('GET', '/v1/verify', { as })).body
  assert.deepEqual(
    [(await judge(marked.plaintext)).code, (await judge(spared.plaintext)).valid],
    ['token_revoked', true],
  )
})

test('an old password that was checked just before the reset opens nothing after it, and takes nothing back', async (t) => {
  const house = await openSetUpServer(t)
  const { identity } = house
  const visitor = { cookie: undefined, agent: undefined, address: '127.0.0.1' }
  const check = (password: string) => identity.checkPassword({ email: OWNER.email, password })
  const before = await check(OWNER.password)
  assert.equal((await complete(house, await secretFor(house))).status, 204)
  await assert.rejects(identity.begin(visitor, before), { code: 'sign_in_failed' })
  assert.deepEqual(await identity.sessionsOf(before.user.id), [])

  const thief = sessionIn(await signIn(house, PASSWORD))
  const change = { current: PASSWORD, password: 'words that the thief chose' }
  const secret = await secretFor(house)
  await Promise.all([
    house.ask('POST', '/v1/profile/password', { as: thief, body: change }),
    complete(house, secret, OWNER.password),
  ])
  assert.deepEqual(
    [(await signIn(house, change.password)).status, (await signIn(house, OWNER.password)).status],
    [401, 200],
  )

  await enrol(house, await house.signIn())
  const half = await check(OWNER.password)
  assert.equal((await complete(house, await secretFor(house))).status, 204)
  await assert.rejects(identity.begin(visitor, half), { code: 'sign_in_failed' })
})

test('a link is good for 30 minutes, several are good side by side, and any new password ends them all', async (t) => {
  const house = await openSetUpServer(t)
  const late = await secretFor(house)
  house.pass(30 * MINUTE)
  assert.equal((await complete(house, late)).body.code, 'reset_link_invalid')
  const [first, second, third] = [await secretFor(house), await secretFor(house), await secretFor(house)]
  assert.equal((await complete(house, first)).status, 204)
  assert.equal((await complete(house, second)).body.code, 'reset_link_invalid')
  const owner = sessionIn(await signIn(house, PASSWORD))
  const fourth = await secretFor(house)
  const body = { current: PASSWORD, password: 'yet other unrelated words' }
  assert.equal((await house.ask('POST', '/v1/profile/password', { as: owner, body })).status, 204)
  for (const secret of [third, fourth, '', 'x', `${fourth}x`, fourth.slice(1), 'x'.repeat(200)])
    assert.ok(['reset_link_invalid', 'request_invalid'].includes((await complete(house, secret)).body.code))
})

test('a weak password is refused, and the link stays good', async (t) => {
  const house = await openSetUpServer(t)
  const secret = await secretFor(house)
  for (const password of ['passwordpassword', 'ada berg acme example', 'aaaaaaaaaaaaaaaa'])
    assert.equal((await complete(house, secret, password)).body.code, 'password_weak')
  assert.equal((await complete(house, secret, 'too short')).body.code, 'request_invalid')
  assert.equal((await complete(house, secret)).status, 204)
})

test('of many who use one link at once, one sets the password', async (t) => {
  const house = await openSetUpServer(t)
  const secret = await secretFor(house)
  const passwords = Array.from({ length: 8 }, (_, n) => `${PASSWORD} ${n}`)
  const answers = await Promise.all(passwords.map((password) => complete(house, secret, password)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [204, ...Array(7).fill(404)])
  for (const [n, { status }] of answers.entries())
    assert.equal((await signIn(house, passwords[n] ?? '')).status, status === 204 ? 200 : 401)
})

test('a reset is no way around the second factor, but it forgives wrong codes', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  const half = await signIn(house, OWNER.password)
  const visitor = { cookie: sessionIn(half).cookie, agent: undefined, address: '192.0.2.1' }
  for (let guess = 0; guess < 100; guess++)
    await assert.rejects(house.identity.finish(visitor, 'AAAAA-AAAAA'), { code: 'second_factor_wrong' })
  assert.equal((await complete(house, await secretFor(house))).status, 204)
  const again = await signIn(house, PASSWORD)
  assert.equal(again.body.code, 'second_factor_required')
  const done = await house.ask('POST', '/v1/session/second-factor', {
    as: sessionIn(again),
    body: { code: app.next() },
  })
  assert.equal(done.status, 200)
})

test('the link leads to this server whatever host a request names, and holds its secret in the fragment', async (t) => {
  const house = await openSetUpServer(t)
  await request(house, OWNER.email.toUpperCase(), {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
  })
  while (house.linkMails.length === 0) await new Promise((resolve) => setImmediate(resolve))
  const [{ to, link, expiresAt } = assert.fail()] = house.linkMails
  const url = new URL(link)
  assert.deepEqual([url.origin, url.pathname, url.search], [ORIGIN, '/reset-password', ''])
  assert.deepEqual([to.email, expiresAt <= house.now() + 30 * MINUTE], [OWNER.email, true])
})

test('whether an address is known shows neither in the answer nor in its time', async (t) => {
  const house = await openSetUpServer(t)
  const times = { known: [] as number[], unknown: [] as number[] }
  const answers = new Set<string>()
  for (let round = 0; round < 20; round++) {
    const people = round % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
    for (const person of people) {
      // An account's own limit would answer before anything is looked up.
      const email = person === 'known' ? `known${round}@acme.example` : `unknown${round}@acme.example`
      if (person === 'known') await house.identity.claimUser({ name: 'K', email, password: PASSWORD })
      const address = `192.0.2.${round % 250}`
      const began = performance.now()
      const { status, text, headers } = await house.ask('POST', '/v1/password-reset', {
        body: { email },
        remoteAddress: address,
      })
      times[person].push(performance.now() - began)
      const told = Object.keys(headers)
        .filter((name) => name !== 'date')
        .sort()
      answers.add(JSON.stringify([status, text, told]))
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
  assert.equal(answers.size, 1)
  const middle = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
  const [known, unknown] = [middle(times.known), middle(times.unknown)]
  // A busy machine moves medians of twenty, but hardly ever one kind as a whole above the other.
  const slower = times.known.flatMap((time) => times.unknown.filter((other) => time > other)).length / 20 ** 2
  assert.ok(
    Math.abs(known - unknown) < 1.5 || (slower > 0.1 && slower < 0.9),
    `medians: known ${known} ms, unknown ${unknown} ms; known is slower in ${slower} of all pairs`,
  )
  assert.equal(house.linkMails.length, 20)
})

test('mails are few: five an hour to one address, and asking for them locks nobody out', async (t) => {
  const house = await openSetUpServer(t)
  const secret = await secretFor(house)
  for (let more = 0; more < 4; more++) assert.equal((await request(house)).status, 204)
  for (const email of [OWNER.email, OWNER.email.toUpperCase()])
    assert.equal((await request(house, email)).body.code, 'too_many_attempts')
  assert.equal((await complete(house, secret)).status, 204)
  assert.equal((await signIn(house, PASSWORD)).status, 200)
})
