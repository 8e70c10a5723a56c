import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type OperationName, operations } from '@keyward/contract'
import { realTimers } from '@keyward/core'
import { createSmtpOutlet } from '../src/mail/smtp-outlet.ts'
import { parseSmtpUrl } from '../src/mail/smtp-url.ts'
import { ORIGIN, OWNER, openServer, openSetUpServer } from './parts/house.ts'
import { posterTo } from './parts/webhook-receiver.ts'
import type { Provoked } from './provoked/provoked.ts'
import { PROVOKED_ON_ACCOUNTS } from './provoked/provoked-on-accounts.ts'
import { PROVOKED_ON_BULK } from './provoked/provoked-on-bulk.ts'
import { PROVOKED_ON_CATALOGUE } from './provoked/provoked-on-catalogue.ts'
import { PROVOKED_ON_ENTRY } from './provoked/provoked-on-entry.ts'
import { PROVOKED_ON_NOTICES } from './provoked/provoked-on-notices.ts'
import { PROVOKED_ON_PEOPLE } from './provoked/provoked-on-people.ts'
import { PROVOKED_ON_ROLES } from './provoked/provoked-on-roles.ts'
import { PROVOKED_ON_TOKENS } from './provoked/provoked-on-tokens.ts'
import { PROVOKED_ON_USE } from './provoked/provoked-on-use.ts'
import { PROVOKED_ON_WEBHOOKS } from './provoked/provoked-on-webhooks.ts'

const PROVOKED: Provoked = {
  ...PROVOKED_ON_ACCOUNTS,
  ...PROVOKED_ON_BULK,
  ...PROVOKED_ON_CATALOGUE,
  ...PROVOKED_ON_ENTRY,
  ...PROVOKED_ON_NOTICES,
  ...PROVOKED_ON_PEOPLE,
  ...PROVOKED_ON_ROLES,
  ...PROVOKED_ON_TOKENS,
  ...PROVOKED_ON_USE,
  ...PROVOKED_ON_WEBHOOKS,
}

const noNames = () => Promise.reject(new Error('there is no name server'))

/** Needs a server that is not set up, one whose database is gone, or one that sends mail: see the tests below. */
const BELOW = [
  'setup_code_wrong',
  'password_weak',
  'setup_required',
  'mail_not_configured',
  'mail_failed',
  'verifier_not_ready',
]
/** Turns the clock, uses up attempts or changes how the owner signs in, so that it needs a server of its own. */
const SPOILS = [
  'sign_in_stale',
  'invitation_expired',
  'too_many_attempts',
  'second_factor_required',
  'second_factor_wrong',
  'second_factor_on',
  'webhooks_full',
]

test('[B13] every declared error of every operation comes about as declared', async (t) => {
  const shared = await openSetUpServer(t, { poster: posterTo({ allow: [], resolve: noNames }) })
  for (const name of Object.keys(operations) as OperationName[])
    for (const [code, provoke] of Object.entries(PROVOKED[name]).filter(([code]) => !BELOW.includes(code)))
      await t.test(`${name}: ${code}`, async (t) => {
        const house = SPOILS.includes(code) ? await openSetUpServer(t) : shared
        const { status, body, headers } = await provoke(house)
        assert.equal(body?.code, code, JSON.stringify(body))
        assert.equal(body.status, status)
        assert.match(String(headers['content-type']), /^application\/problem\+json/)
        assert.equal(headers['cache-control'], 'no-store')
        assert.match(body.request_id, /^req_/)
        assert.equal(headers['x-request-id'], body.request_id)
      })
})

test('without its database the server says not ready, and judges no token', async (t) => {
  const { ask, loseDatabase, verifier } = await openSetUpServer(t)
  assert.deepEqual((await ask('GET', '/readyz')).body, { status: 'ready' })
  await loseDatabase()
  for (const [method, url] of [
    ['GET', '/readyz'],
    ['GET', '/v1/verify'],
    ['POST', '/v1/verify'],
    ['POST', '/v1/verify/batch'],
  ] as const) {
    const answer = await ask(method, url, { as: verifier })
    assert.deepEqual(
      [answer.status, answer.body.code, answer.headers['retry-after']],
      [503, 'verifier_not_ready', '1'],
    )
  }
  assert.equal((await ask('GET', '/healthz')).status, 200)
})

test('a mail server that is not there fails the test mail, and says so', async (t) => {
  const server = parseSmtpUrl('smtp://127.0.0.1:1')
  const from = { name: 'Keyward', address: 'keyward@acme.example' }
  assert.ok(server)
  const outlet = createSmtpOutlet({ server, from, site: () => ORIGIN, timers: realTimers })
  const { ask, owner } = await openSetUpServer(t, { outlet })
  const { status, body } = await ask('POST', '/v1/notices/test', { as: owner })
  assert.deepEqual([status, body.code], [502, 'mail_failed'])
  assert.match(body.detail, /ECONNREFUSED/)
})

test('before set-up: a wrong code, a weak password and a sign-in are refused, and nothing is made', async (t) => {
  const house = await openServer(t)
  const setUp = (code: string, password: string) =>
    house.ask('POST', '/v1/setup', {
      body: { code, organization: { name: 'Acme' }, owner: { ...OWNER, password } },
    })
  assert.equal((await setUp('AAAAA-AAAAA-AAAAA-AAAAA', OWNER.password)).body.code, 'setup_code_wrong')
  assert.equal((await setUp(house.setupCode, 'passwordpassword')).body.code, 'password_weak')
  const signIn = await house.ask('POST', '/v1/session', {
    body: { email: OWNER.email, password: OWNER.password },
  })
  assert.equal(signIn.body.code, 'setup_required')
  assert.deepEqual((await house.ask('GET', '/v1/setup')).body, { done: false })
  assert.equal((await setUp(house.setupCode, OWNER.password)).status, 201)
})

test('a server without mail says so, whoever it is asked about', async (t) => {
  const { ask } = await openSetUpServer(t, { mail: false })
  for (const email of [OWNER.email, 'nobody@acme.example'])
    assert.equal(
      (await ask('POST', '/v1/password-reset', { body: { email } })).body.code,
      'mail_not_configured',
    )
})
