import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { enrol } from '../test/parts/authenticator.ts'
import { type Answer, ORIGIN, openSetUpServer, type SetUpHouse, sessionIn } from '../test/parts/house.ts'

const DAY = 24 * 3_600_000
const PASSWORD = 'several unrelated words'
const CY = { name: 'Cy Ode', email: 'cy@acme.example', password: PASSWORD }
const asNew = { kind: 'new', name: CY.name, password: PASSWORD }
const asAccount = { kind: 'account', email: CY.email, password: PASSWORD }

const invite = async ({ ask, owner }: SetUpHouse, body: object = {}) => {
  const answer = await ask('POST', '/v1/invitations', {
    as: owner,
    body: { email: CY.email, role: 'developer', ...body },
  })
  assert.equal(answer.status, 201, answer.text)
  const { invitation, link } = answer.body
  const { pathname, search, hash, origin } = new URL(link)
  assert.deepEqual([origin, pathname, search], [ORIGIN, '/accept-invitation', ''])
  return { id: invitation.id, secret: new URLSearchParams(hash.slice(1)).get('secret') ?? '' }
}
const open = ({ ask }: SetUpHouse, secret: string) =>
  ask('POST', '/v1/invitations/open', { body: { secret } })
const accept = ({ ask }: SetUpHouse, secret: string, as: object = asNew) =>
  ask('POST', '/v1/invitations/accept', { body: { secret, as } })
const told = ({ status, body }: Answer) => [status, body?.code]

test('an invitation’s link works without any mail: the invited person chooses name and password, and is signed in', async (t) => {
  const house = await openSetUpServer(t, { mail: false })
  const { ask, owner } = house
  const { secret } = await invite(house)
  const opened = await open(house, secret)
  assert.deepEqual(
    [opened.body.organization.name, opened.body.email, opened.body.role.name, opened.body.account],
    ['Acme', CY.email, 'Developer', false],
  )
  assert.equal((await ask('GET', '/v1/invitations', { as: owner })).body.invitations.length, 1)
  const joined = await accept(house, secret)
  assert.equal(joined.status, 201, joined.text)
  assert.deepEqual(
    [joined.body.user.name, joined.body.user.email, joined.body.memberships[0].role.id],
    [CY.name, CY.email, 'developer'],
  )
  assert.equal((await ask('GET', '/v1/tokens', { as: sessionIn(joined) })).status, 200)
  assert.equal((await ask('GET', '/v1/tokens', { as: await house.signIn(CY.email, PASSWORD) })).status, 200)
  assert.equal((await ask('GET', '/v1/invitations', { as: owner })).body.invitations.length, 0)
  const { members } = (await ask('GET', '/v1/members', { as: owner })).body
  assert.deepEqual(
    members.map(({ name, signsIn }: { name: string; signsIn: boolean }) => [name, signsIn]),
    [
      ['Ada Berg', true],
      ['Cy Ode', true],
    ],
  )
  const { events } = (await ask('GET', '/v1/audit-log?kind=member.joined', { as: owner })).body
  assert.deepEqual([events.length, events[0]?.actor.name], [1, CY.name])
})

test('a link is good once, and says to its holder why it is not', async (t) => {
  const house = await openSetUpServer(t)
  const { secret } = await invite(house)
  await accept(house, secret)
  for (const answer of [await open(house, secret), await accept(house, secret)])
    assert.deepEqual(told(answer), [409, 'invitation_used'])
  const late = await invite(house, { email: 'late@acme.example' })
  house.pass(7 * DAY - 1000)
  assert.equal((await open(house, late.secret)).status, 200)
  house.pass(1000)
  assert.deepEqual(told(await accept(house, late.secret)), [410, 'invitation_expired'])
})

test('a link that was mistyped, taken back, replaced or made up is not good, whatever is wrong with it', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  const { id, secret } = await invite(house)
  const [organization = '', invitation = '', key = ''] = secret.split('.')
  const zeros = '0'.repeat(32)
  for (const wrong of [
    '',
    'x',
    'x'.repeat(200),
    secret.slice(0, -1),
    `${secret}x`,
    `${organization}.${invitation}.${key.toLowerCase()}`,
    `${organization}.${zeros}.${key}`,
    `${zeros}.${invitation}.${key}`,
    `${organization}.${invitation}.`,
  ])
    assert.ok([400, 404].includes((await open(house, wrong)).status), wrong)
  assert.deepEqual(told(await open(house, `${organization}.${invitation}.${'A'.repeat(43)}`)), [
    404,
    'invitation_invalid',
  ])

  const again = await ask('POST', `/v1/invitations/${id}/resend`, { as: owner })
  const fresh = again.body.link.split('secret=')[1]
  assert.deepEqual(told(await open(house, secret)), [404, 'invitation_invalid'])
  assert.equal((await open(house, fresh)).status, 200)
  const newer = await invite(house, { email: CY.email.toUpperCase(), role: 'viewer' })
  assert.deepEqual(told(await open(house, fresh)), [404, 'invitation_invalid'])
  assert.equal((await ask('GET', '/v1/invitations', { as: owner })).body.invitations.length, 1)
  await ask('DELETE', `/v1/invitations/${newer.id}`, { as: owner })
  assert.deepEqual(told(await accept(house, newer.secret)), [404, 'invitation_invalid'])
  for (const path of [`/v1/invitations/${newer.id}/resend`, `/v1/invitations/${id}/resend`])
    assert.deepEqual(told(await ask('POST', path, { as: owner })), [404, 'invitation_not_found'])
})

test('an invitation ends with its sender’s right to give it: whoever was removed, deactivated or demoted leaves no way in', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  const cases: Record<string, (id: string) => Promise<Answer>> = {
    removed: (id) => ask('DELETE', `/v1/members/${id}`, { as: owner }),
    deactivated: (id) => ask('POST', `/v1/members/${id}/deactivate`, { as: owner }),
    demoted: (id) => ask('PATCH', `/v1/members/${id}`, { as: owner, body: { role: 'viewer' } }),
  }
  for (const [how, end] of Object.entries(cases)) {
    const known = { name: 'Mal', email: `${how}@acme.example`, password: PASSWORD }
    const { member } = await house.person({ ...known, role: 'admin' })
    const as = await house.signIn(known.email, PASSWORD)
    const invited = await ask('POST', '/v1/invitations', { as, body: { email: CY.email, role: 'admin' } })
    const secret = new URLSearchParams(new URL(invited.body.link).hash.slice(1)).get('secret') ?? ''
    assert.equal((await open(house, secret)).status, 200, how)
    assert.equal((await end(member.id)).status, 200, how)
    for (const answer of [await open(house, secret), await accept(house, secret)])
      assert.deepEqual(told(answer), [404, 'invitation_invalid'], how)
    assert.equal(await house.identity.accountOf(CY.email), undefined)
  }
  const access = { kind: 'custom', scopes: ['keyward/members:invite', 'notes/notes:find'] }
  const machine = await house.generate({ name: 'hr', owner: 'organization', access })
  const role = await ask('POST', '/v1/roles', {
    as: owner,
    body: { name: 'Reader', rule: { product: ['notes/notes:find'], management: [] } },
  })
  const invited = await ask('POST', '/v1/invitations', {
    as: machine.plaintext,
    body: { email: CY.email, role: role.body.id },
  })
  const secret = new URLSearchParams(new URL(invited.body.link).hash.slice(1)).get('secret') ?? ''
  const revoke = (reason: string) =>
    ask('POST', `/v1/tokens/${machine.id}/revoke`, { as: owner, body: { reason } })
  assert.equal((await revoke('not_needed')).status, 200)
  assert.equal((await open(house, secret)).status, 200)
  assert.equal((await revoke('compromised')).status, 200)
  assert.deepEqual(told(await open(house, secret)), [404, 'invitation_invalid'])
})

test('somebody who signs in here already joins with their account: signed in, or signing in with their second factor', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  await accept(house, (await invite(house)).secret)
  const second = await ask('POST', '/v1/organizations', { as: owner, body: { name: 'Beta' } })
  assert.deepEqual([second.status, second.body.organization.members], [201, 1])
  const inBeta = { 'keyward-organization': second.body.organization.id }
  const inviteToBeta = async () => {
    const answer = await ask('POST', '/v1/invitations', {
      as: owner,
      headers: inBeta,
      body: { email: CY.email, role: 'viewer' },
    })
    return answer.body.link.split('secret=')[1]
  }
  const secret = await inviteToBeta()
  assert.equal((await open(house, secret)).body.account, true)
  assert.deepEqual(told(await accept(house, secret)), [409, 'account_exists'])
  assert.deepEqual(told(await accept(house, secret, { ...asAccount, password: 'wrong' })), [
    401,
    'sign_in_failed',
  ])
  const cy = await house.signIn(CY.email, PASSWORD)
  const joined = await ask('POST', '/v1/invitations/join', { as: cy, body: { secret } })
  assert.deepEqual(
    joined.body.memberships.map((each: { organization: { name: string } }) => each.organization.name).sort(),
    ['Acme', 'Beta'],
  )
  assert.deepEqual(told(await ask('GET', '/v1/tokens', { as: cy })), [400, 'organization_required'])
  assert.equal((await ask('GET', '/v1/tokens', { as: cy, headers: inBeta })).status, 200)

  const app = await enrol(house, cy)
  const mine = (await ask('GET', '/v1/members?search=cy', { as: owner, headers: inBeta })).body.members[0].id
  await ask('DELETE', `/v1/members/${mine}`, { as: owner, headers: inBeta })
  assert.equal((await ask('GET', '/v1/session', { as: app.session })).body.memberships.length, 1)
  const back = await inviteToBeta()
  assert.deepEqual(told(await accept(house, back, asAccount)), [401, 'second_factor_required'])
  const again = await accept(house, back, { ...asAccount, code: app.next() })
  assert.deepEqual([again.status, again.body.secondFactor, again.body.memberships.length], [201, true, 2])
})

test('whoever has no membership left can still join with their account, and nothing of before comes back', async (t) => {
  const house = await openSetUpServer(t)
  const { ask, owner } = house
  const joined = await accept(house, (await invite(house)).secret)
  const cy = sessionIn(joined)
  const made = await ask('POST', '/v1/tokens', { as: cy, body: { name: 'own' } })
  assert.equal((await ask('GET', '/v1/verify', { as: made.body.plaintext })).status, 200)
  const removed = await ask('DELETE', `/v1/members/${joined.body.memberships[0].memberId}`, { as: owner })
  assert.deepEqual(removed.body.revoked, [made.body.token.id])
  assert.deepEqual(told(await ask('GET', '/v1/verify', { as: made.body.plaintext })), [401, 'token_revoked'])
  assert.deepEqual(told(await ask('GET', '/v1/session', { as: cy })), [401, 'session_required'])
  const signIn = await ask('POST', '/v1/session', { body: { email: CY.email, password: PASSWORD } })
  assert.deepEqual(told(signIn), [403, 'membership_required'])

  const again = await accept(house, (await invite(house)).secret, asAccount)
  assert.equal(again.status, 201, again.text)
  const back = sessionIn(again)
  assert.deepEqual((await ask('GET', '/v1/tokens?reach=mine', { as: back })).body.tokens, [])
  assert.deepEqual(told(await ask('GET', '/v1/verify', { as: made.body.plaintext })), [401, 'token_revoked'])
  const reinstated = await ask('POST', `/v1/tokens/${made.body.token.id}/reinstate`, { as: back })
  assert.deepEqual(told(reinstated), [403, 'permission_missing'])
})

test('of ten who accept one link at once exactly one joins', async (t) => {
  const house = await openSetUpServer(t)
  const { secret } = await invite(house)
  await house.identity.createAccount(CY)
  const answers = await Promise.all(Array.from({ length: 10 }, () => accept(house, secret, asAccount)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array.from({ length: 9 }, () => 409)])
  assert.equal((await house.ask('GET', '/v1/members', { as: house.owner })).body.total, 2)
})

test('the secret of a link stands in no row, no log and no other answer; the mail’s copy is sealed', async (t) => {
  const house = await openSetUpServer(t)
  const { secret } = await invite(house)
  const key = secret.split('.')[2] ?? ''
  const others = [
    await house.ask('GET', '/v1/invitations', { as: house.owner }),
    await open(house, secret),
    await house.ask('GET', '/v1/audit-log', { as: house.owner }),
  ]
  for (const { text } of others) assert.ok(!text.includes(key))
  await house.keyward.flush()
  for (const file of ['keyward.db', 'keyward.db-wal']) {
    const bytes = readFileSync(join(house.dir, file))
    for (const form of [
      key,
      key.slice(0, 20),
      key.slice(20),
      Buffer.from(key).toString('base64').slice(0, 40),
      Buffer.from(key).toString('hex'),
    ])
      assert.equal(bytes.includes(form), false, file)
  }
})
