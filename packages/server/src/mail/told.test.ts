import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Email } from 'postal-mime'
import { OWNER } from '../../test/parts/house.ts'
import { openMailHouse } from '../../test/parts/mail-server.ts'

const BO = { name: 'Bo Lind', email: 'bo@acme.example', password: 'four words make one', role: 'admin' }
const toOf = (mail: Email) => mail.to?.[0]?.address
const aboutToken = (mails: readonly Email[], title: string) =>
  mails
    .filter((mail) => mail.subject?.startsWith(title))
    .map(toOf)
    .sort()
const CUSTOM = { kind: 'custom', scopes: ['notes/notes:find'] }

test('[A5] each admin, the creator included, is mailed for each organisation token that is generated, regenerated, re-approved or widened', async (t) => {
  const house = await openMailHouse(t)
  await house.person(BO)
  await house.person({ ...BO, name: 'Cy Ode', email: 'cy@acme.example', role: 'developer' })
  await house.person({ ...BO, name: 'Di Fox', email: 'di@acme.example', role: 'viewer' })
  const everybody = [OWNER.email, BO.email].sort()
  const change = async (method: 'POST' | 'PATCH', path: string, body: object) => {
    const { status, text } = await house.ask(method, path, { as: house.owner, body })
    assert.ok(status < 300, text)
  }
  const { id } = await house.generate({ name: 'CI pipeline', owner: 'organization', access: CUSTOM })
  const token = `/v1/tokens/${id}`
  await change('POST', `${token}/regenerate`, {})
  await change('POST', `${token}/revoke`, {})
  await change('POST', `${token}/reinstate`, {})
  await change('PATCH', token, { access: { kind: 'full_access' } })
  await change('PATCH', token, { conditions: { addresses: ['203.0.113.0/24'] } })
  await change('PATCH', token, { access: { kind: 'read_only' }, name: 'CI' })
  await house.settled()
  const mails = await house.server.mails()
  for (const deed of ['generated', 'regenerated', 're-approved', 'may do more now'])
    assert.deepEqual(aboutToken(mails, `Organisation token ${deed}: CI pipeline`), everybody, deed)
  assert.equal(mails.length, 8, 'a revocation, a new condition and less access are nobody else’s matter')
  await change('PATCH', token, { conditions: { addresses: null } })
  await house.settled()
  assert.deepEqual(
    aboutToken(await house.server.mails(), 'Organisation token may do more now: CI'),
    [...everybody, ...everybody].sort(),
  )
})

test('[A5] the mail says who, through which token, when in the organisation’s zone and in UTC, and which token, masked', async (t) => {
  const house = await openMailHouse(t)
  await house.ask('PATCH', '/v1/settings', { as: house.owner, body: { timeZone: 'Asia/Tokyo' } })
  const { plaintext } = await house.generate({
    name: 'my script',
    access: { kind: 'custom', scopes: ['keyward/api-tokens:*', 'notes/notes:*'] },
  })
  const made = await house.ask('POST', '/v1/tokens', {
    as: plaintext,
    body: { name: 'Nightly', owner: 'organization', access: CUSTOM },
  })
  await house.settled()
  const mail = (await house.server.mails()).find(({ subject }) => subject?.includes('Nightly'))
  assert.ok(mail)
  assert.equal(mail.subject, 'Organisation token generated: Nightly (Acme)')
  assert.deepEqual(mail.to, [{ name: OWNER.name, address: OWNER.email }])
  assert.deepEqual(mail.from, { name: 'Keyward', address: 'keyward@acme.example' })
  const at = new Date(made.body.token.createdAt)
  const shown = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(at)
  for (const said of [
    'Ada Berg, through the token “my script”',
    `${shown('Asia/Tokyo')} Asia/Tokyo (${shown('UTC')} UTC)`,
    made.body.token.masked,
    `/settings/api-tokens/${made.body.token.id}`,
  ]) {
    assert.ok(mail.text?.includes(said), said)
    assert.ok(mail.html?.includes(said), said)
  }
})

test('[A5] of personal tokens admins are told one by one, in a daily digest at eight, or not at all', async (t) => {
  const house = await openMailHouse(t)
  const choose = (personalTokens: string) =>
    house.ask('PATCH', '/v1/settings', {
      as: house.owner,
      body: { timeZone: 'Europe/Berlin', notices: { personalTokens, expiring: 'admins' } },
    })
  await house.generate({ name: 'one' })
  await house.settled()
  assert.equal((await house.server.mails()).length, 1)
  await choose('off')
  await house.generate({ name: 'two' })
  await choose('daily')
  await house.generate({ name: 'three' })
  await house.generate({ name: 'four' })
  const [digest, ...more] = (await house.settled(({ count }) => count === 2)).filter(
    ({ status }) => status === 'waiting',
  )
  assert.deepEqual([digest?.count, more], [2, []])
  const { notices } = (await house.ask('GET', '/v1/notices?status=waiting', { as: house.owner })).body
  const due = new Date(notices[0].dueAt)
  const inBerlin = { timeZone: 'Europe/Berlin', timeStyle: 'short' } as const
  assert.equal(new Intl.DateTimeFormat('en-GB', inBerlin).format(due), '08:00')
  house.pass(due.getTime() - house.now() + 1)
  await house.settled()
  const mail = (await house.server.mails())[1]
  assert.equal(mail?.subject, '2 API tokens were generated (Acme)')
  assert.match(mail?.text ?? '', /“three”(?:.|\n)*“four”/)
})

test('[A5] more than twenty mails an hour collapse into one, and a bulk change is one', async (t) => {
  const house = await openMailHouse(t)
  house.pass(3_600_000)
  const owner = await house.signIn()
  const ids: string[] = []
  for (let n = 1; n <= 30; n++) {
    const body = { name: `token ${n}`, owner: 'organization' }
    ids.push((await house.ask('POST', '/v1/tokens', { as: owner, body })).body.token.id)
  }
  const gathered = await house.settled(({ count }) => count > 1)
  assert.equal((await house.server.mails()).length, 20)
  assert.deepEqual(
    gathered.filter(({ status }) => status === 'waiting').map(({ count, kind }) => ({ count, kind })),
    [{ count: 10, kind: 'token.generated' }],
  )
  house.pass(3_600_000)
  await house.settled()
  const mails = await house.server.mails()
  assert.equal(mails.length, 21)
  assert.equal(mails[20]?.subject, '10 API tokens were generated (Acme)')
  assert.match(mails[20]?.text ?? '', /“token 21”(?:.|\n)*“token 30”/)

  const bulk = { selection: { ids }, expected: 30 }
  const { batchId } = (await house.ask('POST', '/v1/tokens/revoke', { as: owner, body: bulk })).body
  house.pass(3_600_000)
  const again = await house.signIn()
  const undone = await house.ask('POST', '/v1/tokens/reinstate', { as: again, body: { batchId } })
  assert.equal(undone.body.reinstated.length, 30, undone.text)
  house.pass(30_000)
  await house.settled()
  const [last, ...more] = (await house.server.mails()).slice(21)
  assert.deepEqual([last?.subject, more], ['30 API tokens were re-approved (Acme)', []])
})

test('who loses a personal token to somebody else is told, unless they muted it; what one does oneself is not told', async (t) => {
  const house = await openMailHouse(t)
  await house.person({ ...BO, role: 'developer' })
  const bo = await house.signIn(BO.email, BO.password)
  const made = async (name: string) =>
    (await house.ask('POST', '/v1/tokens', { as: bo, body: { name } })).body.token.id
  const revoke = (id: string, as: typeof bo) =>
    house.ask('POST', `/v1/tokens/${id}/revoke`, { as, body: { reason: 'compromised' } })
  const toBo = async () => {
    await house.settled()
    return (await house.server.mails())
      .filter((mail) => toOf(mail) === BO.email)
      .map(({ subject }) => subject)
  }
  await revoke(await made('laptop'), house.owner)
  await revoke(await made('own'), bo)
  assert.deepEqual(await toBo(), ['Your token was revoked: laptop (Acme)'])
  const muted = { muted: ['revoked'] }
  const put = await house.ask('PUT', '/v1/notices/preferences', { as: bo, body: muted })
  assert.deepEqual([put.status, put.body], [200, muted])
  assert.deepEqual((await house.ask('GET', '/v1/notices/preferences', { as: bo })).body, muted)
  await revoke(await made('desktop'), house.owner)
  assert.equal((await toBo()).length, 1)
})

test('whoever changes how they sign in is told, once, and cannot mute it', async (t) => {
  const house = await openMailHouse(t)
  const body = { current: OWNER.password, password: 'entirely other words' }
  const { status, text } = await house.ask('POST', '/v1/profile/password', { as: house.owner, body })
  assert.ok(status < 300, text)
  await house.settled()
  const mails = await house.server.mails()
  assert.deepEqual(
    mails.map(({ subject, to }) => [subject, to?.[0]?.address]),
    [['Your password was changed', OWNER.email]],
  )
})
