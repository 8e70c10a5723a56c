import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAuthenticator, enrol } from '../test/parts/authenticator.ts'
import { OWNER, openSetUpServer, type Session, type SetUpHouse, sessionIn } from '../test/parts/house.ts'

const MINUTE = 60_000
const PASSWORD = 'some other unrelated words'
const EVE = { name: 'Eve', email: 'eve@acme.example', password: 'unrelated words in a row' }

const profile = ({ ask }: SetUpHouse, as: Session, path: string, body?: object) =>
  ask('POST', `/v1/profile${path}`, { as, ...(body && { body }) })
const alive = async ({ ask }: SetUpHouse, as: Session) =>
  (await ask('GET', '/v1/session', { as })).status === 200
/** What an organisation's audit tells of accounts. */
const told = async ({ ask }: SetUpHouse, as: Session): Promise<string[]> =>
  (await ask('GET', '/v1/audit-log', { as })).body.events
    .map(({ kind }: { kind: string }) => kind)
    .filter((kind: string) => kind.startsWith('account.'))

test('a second factor is in force only once its first code was given, and the latest secret is the one that counts', async (t) => {
  const house = await openSetUpServer(t)
  const first = (await profile(house, house.owner, '/second-factor')).body
  const second = (await profile(house, house.owner, '/second-factor')).body
  assert.notEqual(first.secret, second.secret)
  assert.match(
    second.uri,
    new RegExp(`^otpauth://totp/Keyward:ada%40acme.example\\?secret=${second.secret}&`),
  )
  assert.equal((await house.ask('GET', '/v1/profile', { as: house.owner })).body.secondFactor, null)
  assert.ok(await alive(house, await house.signIn()))

  const outdated = createAuthenticator(house, first.secret).code()
  const wrong = await profile(house, house.owner, '/second-factor/confirm', { code: outdated })
  assert.equal(wrong.body.code, 'second_factor_wrong')
  const code = createAuthenticator(house, second.secret).code()
  const right = await profile(house, house.owner, '/second-factor/confirm', { code })
  assert.equal(new Set(right.body.backupCodes).size, 10)
  const { secondFactor } = (await house.ask('GET', '/v1/profile', { as: sessionIn(right) })).body
  assert.equal(secondFactor.backupCodes, 10)
  assert.deepEqual(await told(house, sessionIn(right)), ['account.second_factor_on'])
})

test('adding and removing a second factor ends all other sessions; the one that did it goes on', async (t) => {
  const house = await openSetUpServer(t)
  const other = await house.signIn()
  const app = await enrol(house, house.owner)
  assert.deepEqual([await alive(house, other), await alive(house, house.owner)], [false, false])
  const session = await house.ask('GET', '/v1/session', { as: app.session })
  assert.equal(session.body.secondFactor, true)

  const half = sessionIn(
    await house.ask('POST', '/v1/session', { body: { email: OWNER.email, password: OWNER.password } }),
  )
  const elsewhere = sessionIn(
    await house.ask('POST', '/v1/session/second-factor', { as: half, body: { code: app.next() } }),
  )
  assert.ok(await alive(house, elsewhere))
  const wrong = await profile(house, app.session, '/second-factor/remove', { code: '000000' })
  assert.equal(wrong.body.code, 'second_factor_wrong')
  const gone = await profile(house, app.session, '/second-factor/remove', { code: app.next() })
  assert.equal(gone.status, 204)
  assert.deepEqual([await alive(house, elsewhere), await alive(house, app.session)], [false, true])
  assert.ok(await alive(house, await house.signIn()))
  assert.deepEqual(await told(house, app.session), ['account.second_factor_off', 'account.second_factor_on'])
})

test('a backup code removes the second factor as well; new ones take the place of the old', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  const renewed = await profile(house, app.session, '/second-factor/backup-codes')
  assert.equal(renewed.status, 200)
  const remove = (code = '') => profile(house, app.session, '/second-factor/remove', { code })
  assert.equal((await remove(app.backupCodes[0])).body.code, 'second_factor_wrong')
  assert.equal((await remove(renewed.body.backupCodes[0])).status, 204)
})

test('a new password needs the current one, ends all other sessions and every copy of the cookie, and is the only one from then on', async (t) => {
  const house = await openSetUpServer(t)
  const other = await house.signIn()
  const change = (current: string) =>
    profile(house, house.owner, '/password', { current, password: PASSWORD })
  assert.equal((await change('wrong')).body.code, 'sign_in_failed')
  assert.ok(await alive(house, other))
  const changed = await change(OWNER.password)
  const owner = sessionIn(changed)
  assert.equal(changed.status, 204)
  const living = await Promise.all([other, house.owner, owner].map((session) => alive(house, session)))
  assert.deepEqual(living, [false, false, true])
  const signIn = async (password: string) =>
    (await house.ask('POST', '/v1/session', { body: { email: OWNER.email, password } })).status
  assert.deepEqual([await signIn(OWNER.password), await signIn(PASSWORD)], [401, 200])
  assert.deepEqual(await told(house, owner), ['account.password_changed'])
  const mails = await house.ask('GET', '/v1/notices', { as: owner })
  const toOwner = { kind: 'security', address: OWNER.email }
  const { kind, to } = mails.body.notices.find((notice: { kind: string }) => notice.kind === 'security')
  assert.deepEqual({ kind, address: to.address }, toOwner)
})

test('what changes a way to sign in asks for a fresh sign-in, and for nothing less', async (t) => {
  const house = await openSetUpServer(t)
  const app = await enrol(house, house.owner)
  house.pass(15 * MINUTE)
  for (const [path, body] of [
    ['/password', { current: OWNER.password, password: PASSWORD }],
    ['/second-factor', undefined],
    ['/second-factor/confirm', { code: app.code() }],
    ['/second-factor/backup-codes', undefined],
    ['/second-factor/remove', { code: app.code() }],
  ] as const)
    assert.equal((await profile(house, app.session, path, body)).body.code, 'sign_in_stale', path)
  assert.deepEqual(await told(house, app.session), ['account.second_factor_on'])
})

test('sessions are listed with device, address and age; one is ended, and somebody else’s is none of ours', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  await house.person(EVE)
  const eve = await house.signIn(EVE.email, EVE.password)
  const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'
  const phone = sessionIn(
    await ask('POST', '/v1/session', {
      body: { email: OWNER.email, password: OWNER.password },
      headers: { 'user-agent': agent },
    }),
  )
  const list = async (as: Session) => (await ask('GET', '/v1/profile/sessions', { as })).body.sessions
  const mine = await list(owner)
  assert.equal(mine.length, 2)
  const [other] = mine.filter(({ current }: { current: boolean }) => !current)
  assert.deepEqual([other.agent, other.address, other.secondFactor], [agent, '127.0.0.1', false])
  assert.ok(Date.parse(other.signedInAt) <= Date.parse(other.lastSeenAt))

  const end = (as: Session, id: string) => ask('DELETE', `/v1/profile/sessions/${id}`, { as })
  const [hers] = await list(eve)
  const foreign = await end(owner, hers.id)
  const unknown = await end(owner, '0'.repeat(32))
  assert.deepEqual(
    [foreign.status, { ...foreign.body, request_id: '' }],
    [404, { ...unknown.body, request_id: '' }],
  )
  assert.ok(await alive(house, eve))
  assert.equal((await end(owner, other.id)).status, 204)
  assert.deepEqual([await alive(house, phone), (await list(owner)).length], [false, 1])
})

test('[R6] signing out everywhere, or ending the very session, revokes marked tokens; ending another session does not', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner, generate } = house
  const mark = () => generate({ name: 'marked', revokeAtSignOut: true })
  const judge = async (token: string) => (await ask('GET', '/v1/verify', { as: token })).body.code ?? 'valid'
  const other = await house.signIn()
  const first = await mark()
  const sessions = (await ask('GET', '/v1/profile/sessions', { as: owner })).body.sessions
  const idOf = (current: boolean) =>
    sessions.find((each: { current: boolean }) => each.current === current).id
  await ask('DELETE', `/v1/profile/sessions/${idOf(false)}`, { as: owner })
  assert.deepEqual([await alive(house, other), await judge(first.plaintext)], [false, 'valid'])

  await house.signIn()
  const everywhere = await ask('DELETE', '/v1/profile/sessions', { as: owner })
  assert.deepEqual(everywhere.body, { ended: 1 })
  assert.deepEqual([await alive(house, owner), await judge(first.plaintext)], [true, 'token_revoked'])

  const second = await mark()
  const out = await ask('DELETE', `/v1/profile/sessions/${idOf(true)}`, { as: owner })
  assert.match(String(out.headers['set-cookie']), /^keyward=; Max-Age=0/)
  assert.deepEqual([await alive(house, owner), await judge(second.plaintext)], [false, 'token_revoked'])
})

test('a new name is theirs in every organisation, and the audit of each tells it', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner, keyward, store } = house
  const { user, member } = await house.person({ ...EVE, role: 'admin' })
  const rival = await keyward.organizations.put({ externalId: 'rival', name: 'Rival' })
  const there = { ...member, id: 'mem_0123456789abcdef0123456789abcdef' as typeof member.id }
  await store.transact(({ members }) => members.put({ ...there, organizationId: rival.id }))
  const eve = await house.signIn(EVE.email, EVE.password)
  const renamed = await ask('PATCH', '/v1/profile', { as: eve, body: { name: '  Eve   Sand ' } })
  assert.deepEqual(renamed.body, { id: user.id, name: 'Eve Sand', email: EVE.email, secondFactor: null })
  assert.equal((await ask('GET', '/v1/session', { as: eve })).body.user.name, 'Eve Sand')
  for (const { organizationId, userId } of await store.reads.members.ofUser(user.id, 'all'))
    assert.equal((await store.reads.members.byUser(organizationId, userId ?? ''))?.name, 'Eve Sand')
  assert.deepEqual(await told(house, owner), ['account.renamed'])
  for (const name of ['', ' ', 'x'.repeat(201), 'Eve\u202e', 'E\u0000ve'])
    assert.equal(
      (await ask('PATCH', '/v1/profile', { as: eve, body: { name } })).body.code,
      'request_invalid',
    )
})

test('a token is no session: nothing of an account opens to it', async (t) => {
  const house = await openSetUpServer(t)
  const { plaintext } = await house.generate({
    name: 'wide',
    access: { kind: 'custom', scopes: ['keyward/personal-tokens:read', 'keyward/settings:update'] },
  })
  for (const [method, path, body] of [
    ['GET', '/v1/profile', undefined],
    ['PATCH', '/v1/profile', { name: 'x' }],
    ['POST', '/v1/profile/password', { current: OWNER.password, password: PASSWORD }],
    ['POST', '/v1/profile/second-factor', undefined],
    ['GET', '/v1/profile/sessions', undefined],
    ['DELETE', '/v1/profile/sessions', undefined],
    ['POST', '/v1/session/confirm', { password: OWNER.password }],
  ] as const) {
    const answer = await house.ask(method, path, { as: plaintext, ...(body && { body }) })
    assert.deepEqual([answer.status, answer.body.code], [401, 'session_required'], `${method} ${path}`)
  }
})
