import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { DeliveryId, OrganizationId, WebhookId, WebhookMessage } from '@keyward/contract'
import { Webhook } from 'standardwebhooks'
import { openMailHouse } from '../../test/parts/mail-server.ts'
import {
  type Got,
  openWebhookHouse,
  posterTo,
  startReceiver,
  until,
  type WebhookHouse,
} from '../../test/parts/webhook-receiver.ts'

const DAY_MS = 86_400_000
const read = ({ body }: Got) => WebhookMessage.parse(JSON.parse(body))
const typesIn = (got: readonly Got[]) => got.map((each) => read(each).type)
const pathOf = (id: string, rest = '') => `/v1/webhooks/${id}${rest}`
const change = ({ ask, owner }: WebhookHouse, id: string, body: object) =>
  ask('PATCH', pathOf(id), { as: owner, body })
const statusOf = async (house: WebhookHouse, id: string) => (await house.deliveries(id))[0]?.status

test('[B13] each change of a token is posted once, signed so that the library of Standard Webhooks verifies it', async (t) => {
  const receiver = await startReceiver(t)
  const house = await openWebhookHouse(t)
  const { secret } = await house.create(receiver)
  const { id, plaintext } = await house.generate({ name: 'deploy', owner: 'organization' })
  const as = house.owner
  await house.ask('PATCH', `/v1/tokens/${id}`, { as, body: { name: 'deployment' } })
  await house.ask('POST', `/v1/tokens/${id}/regenerate`, { as, body: {} })
  await house.ask('POST', `/v1/tokens/${id}/revoke`, { as, body: { reason: 'superseded' } })
  await house.ask('POST', `/v1/tokens/${id}/reinstate`, { as })
  await house.ask('DELETE', `/v1/tokens/${id}?revoke=true`, { as })
  await until(() => receiver.got.length >= 7)
  assert.deepEqual(typesIn(receiver.got).sort(), [
    'token.deleted',
    'token.generated',
    'token.regenerated',
    'token.reinstated',
    'token.revoked',
    'token.revoked',
    'token.updated',
  ])
  const verifier = new Webhook(secret)
  for (const { headers, body } of receiver.got) {
    assert.doesNotThrow(() => verifier.verify(body, headers))
    assert.throws(() => verifier.verify(`${body} `, headers))
    assert.ok(body.length < 2_000 && !body.includes(plaintext))
  }
  assert.equal(new Set(receiver.got.map(({ headers }) => headers['webhook-id'])).size, 7)
  const { data } = read(receiver.got.find((each) => read(each).data.reason === 'superseded') as Got)
  assert.equal(data.token?.id, id)
  assert.deepEqual([data.token?.name, data.token?.status], ['deployment', 'revoked'])
  assert.deepEqual([data.by.kind, data.by.name], ['member', 'Ada Berg'])
})

test('[B8] a webhook is told of a token that is about to expire, seven days and one day before', async (t) => {
  const receiver = await startReceiver(t)
  const house = await openWebhookHouse(t)
  await house.create(receiver, { events: ['token.expiring'] })
  const { id } = await house.generate({ name: 'monthly', owner: 'organization', duration: { days: 30 } })
  await house.generate({ name: 'short', owner: 'organization', duration: { days: 1 } })
  house.pass(23 * DAY_MS)
  await until(() => receiver.got.length === 1)
  house.pass(6 * DAY_MS)
  await until(() => receiver.got.length === 2)
  assert.deepEqual(
    receiver.got.map((each) => [read(each).type, read(each).data.token?.id]),
    [
      ['token.expiring', id],
      ['token.expiring', id],
    ],
  )
})

test('a message that fails is posted again, later each time, under the same id', async (t) => {
  const receiver = await startReceiver(t)
  const house = await openWebhookHouse(t)
  const { id } = await house.create(receiver)
  receiver.answer = () => ({ status: 503, body: 'not now' })
  await house.generate({ name: 'x' })
  await until(async () => (await statusOf(house, id)) === 'waiting' && receiver.got.length === 1)
  const [first] = await house.deliveries(id)
  assert.deepEqual(
    [first.tries, first.last.status, first.last.answer, first.last.fault],
    [1, 503, 'not now', 'answered_error'],
  )
  assert.ok((await house.ask('GET', pathOf(id), { as: house.owner })).body.failingSince)
  receiver.answer = () => ({ status: 200, body: 'thanks' })
  house.pass(6_000)
  await until(async () => (await statusOf(house, id)) === 'delivered')
  const [one, two] = receiver.got.map(({ headers }) => headers)
  assert.equal(one?.['webhook-id'], two?.['webhook-id'])
  assert.notEqual(one?.['webhook-timestamp'], two?.['webhook-timestamp'])
  await until(async () => {
    const { body } = await house.ask('GET', pathOf(id), { as: house.owner })
    return body.failingSince === null
  })
})

test('a receiver that hangs, and one that is not there, hold up no other', async (t) => {
  const good = await startReceiver(t)
  const hanging = await startReceiver(t)
  hanging.answer = () => undefined
  const house = await openWebhookHouse(t, { poster: posterTo({ longestMs: 60_000 }) })
  await house.create(hanging)
  await house.create({ ...good, url: 'http://127.0.0.1:1/' })
  await house.create(good)
  for (let count = 0; count < 10; count++) await house.generate({ name: `t${count}` })
  await until(() => good.got.length === 10, 30_000)
})

test('a secret is shown once; after it is rotated, messages verify with the old one and the new one for a day', async (t) => {
  const receiver = await startReceiver(t)
  const house = await openWebhookHouse(t)
  const { id, secret } = await house.create(receiver)
  const rotated = await house.ask('POST', pathOf(id, '/rotate-secret'), { as: house.owner })
  assert.notEqual(rotated.body.secret, secret)
  const seen = await Promise.all([
    house.ask('GET', '/v1/webhooks', { as: house.owner }),
    house.ask('GET', pathOf(id), { as: house.owner }),
    house.ask('GET', '/v1/audit-log', { as: house.owner }),
  ])
  for (const { text } of seen) assert.ok(!text.includes('whsec_') && !text.includes(secret.slice(6)))
  const key = Buffer.from(secret.slice(6), 'base64').toString('latin1')
  for (const name of readdirSync(house.dir).filter((each) => each.startsWith('keyward.db'))) {
    const bytes = readFileSync(join(house.dir, name), 'latin1')
    assert.ok(!bytes.includes(secret.slice(6)) && !bytes.includes(key), name)
  }
  const posted = async () => {
    const before = receiver.got.length
    await house.ask('POST', pathOf(id, '/test'), { as: house.owner })
    await until(() => receiver.got.length > before)
    return receiver.got.at(-1) as Got
  }
  const both = await posted()
  for (const each of [secret, rotated.body.secret])
    assert.doesNotThrow(() => new Webhook(each).verify(both.body, both.headers))
  house.pass(DAY_MS)
  const { headers } = await posted()
  assert.equal(headers['webhook-signature']?.split(' ').length, 1)
})

test('a receiver that answers 410 is posted nothing more, and whoever looks after webhooks is told', async (t) => {
  const receiver = await startReceiver(t)
  const mails = await openMailHouse(t, { poster: posterTo() })
  const created = await mails.ask('POST', '/v1/webhooks', {
    as: mails.owner,
    body: { name: 'Old channel', url: `${receiver.url}?capability=canary` },
  })
  const { id } = created.body.webhook
  receiver.answer = () => ({ status: 410 })
  await mails.ask('POST', pathOf(id, '/test'), { as: mails.owner })
  const webhook = async () => (await mails.ask('GET', pathOf(id), { as: mails.owner })).body
  await until(async () => (await webhook()).disabled !== null)
  assert.equal((await webhook()).disabled.why, 'gone')
  await mails.generate({ name: 'unheard' })
  await mails.settled()
  const sent = (await mails.server.mails()).find(({ subject }) => subject?.includes('Old channel'))
  assert.match(String(sent?.text), /answered 410/)
  assert.ok(!mails.server.raw.join().includes('canary'))
  const log = await mails.ask('GET', '/v1/audit-log?kind=webhook.disabled', { as: mails.owner })
  assert.deepEqual([log.body.events.length, log.body.events[0].actor.kind], [1, 'system'])
  assert.equal(receiver.got.length, 1)
})

test('switched off, nothing is posted; switched on, what happens from then on is', async (t) => {
  const receiver = await startReceiver(t)
  const house = await openWebhookHouse(t)
  const { id } = await house.create(receiver, { events: ['token.generated'] })
  assert.equal((await change(house, id, { disabled: true })).body.disabled.why, 'by_hand')
  await house.generate({ name: 'unheard' })
  await change(house, id, { disabled: false, name: 'renamed' })
  const { id: heard } = await house.generate({ name: 'heard' })
  await until(() => receiver.got.length > 0)
  assert.deepEqual(
    receiver.got.map((each) => read(each).data.token?.id),
    [heard],
  )
})

test('what was posted can be posted again by hand, under its id', async (t) => {
  const receiver = await startReceiver(t)
  const house = await openWebhookHouse(t)
  const { id } = await house.create(receiver)
  await house.ask('POST', pathOf(id, '/test'), { as: house.owner })
  await until(async () => (await statusOf(house, id)) === 'delivered')
  const [delivery] = await house.deliveries(id)
  const again = await house.ask('POST', pathOf(id, `/deliveries/${delivery.id}/redeliver`), {
    as: house.owner,
  })
  assert.deepEqual([again.status, again.body.status, again.body.tries], [200, 'waiting', 0])
  await until(() => receiver.got.length === 2)
  assert.deepEqual(
    receiver.got.map(({ headers }) => headers['webhook-id']),
    [delivery.id, delivery.id],
  )
})

test('a message whose sender died over it is posted by another, once the claim has run out', async (t) => {
  const receiver = await startReceiver(t)
  const house = await openWebhookHouse(t)
  const { id } = await house.create(receiver)
  await house.ask('POST', pathOf(id, '/test'), { as: house.owner })
  await until(async () => (await statusOf(house, id)) === 'delivered')
  const [webhookId, organizationId] = [WebhookId.parse(id), OrganizationId.parse(house.organizationId)]
  const page = { limit: 1, after: null }
  const [posted] = await house.store.reads.webhooks.deliveries(organizationId, webhookId, page)
  assert.ok(posted)
  const lost = DeliveryId.parse(`dlv_${'f'.repeat(32)}`)
  await house.store.transact(async ({ webhooks }) => {
    await webhooks.insert([{ ...posted, id: lost, status: 'waiting', createdAt: posted.createdAt + 1 }])
    const now = house.now()
    await webhooks.claim('a process that is gone', webhookId, { now, until: now + 300_000, limit: 1 })
  })
  await sleep(200)
  assert.deepEqual([receiver.got.length, await statusOf(house, id)], [1, 'sending'])
  house.pass(300_000)
  await until(() => receiver.got.length === 2)
  assert.equal(receiver.got[1]?.headers['webhook-id'], lost)
})

test('an address that is none, or holds a password, is refused with what was expected', async (t) => {
  const { ask, owner } = await openWebhookHouse(t)
  for (const url of [
    '',
    'hooks',
    '/hook',
    'ftp://a.example/',
    'https://u:p@a.example/',
    'https://a.example/#x',
    `https://a.example/${'x'.repeat(2000)}`,
  ]) {
    const { status, body } = await ask('POST', '/v1/webhooks', { as: owner, body: { name: 'x', url } })
    assert.deepEqual([status, body.code, body.errors[0].path], [400, 'request_invalid', 'url'], url)
  }
  const inside = await ask('POST', '/v1/webhooks', {
    as: owner,
    body: { name: 'x', url: 'http://[::1]:80/' },
  })
  assert.deepEqual([inside.status, inside.body.code], [400, 'webhook_url_refused'])
})

test('the webhooks of another organisation are as unknown as none', async (t) => {
  const receiver = await startReceiver(t)
  const house = await openWebhookHouse(t)
  const { id } = await house.create(receiver)
  const made = await house.ask('POST', '/v1/organizations', {
    as: house.owner,
    body: { name: 'Other', ownerEmail: 'eve@other.example' },
  })
  assert.equal(made.status, 201, made.text)
  const elsewhere = { kind: 'host', organizationId: made.body.organization.id, name: 'test' } as const
  const webhookId = id as never
  await assert.rejects(house.keyward.getWebhook(elsewhere as never, { webhookId }), {
    code: 'webhook_not_found',
  })
  await assert.rejects(house.keyward.deleteWebhook(elsewhere as never, { webhookId }), {
    code: 'webhook_not_found',
  })
  assert.deepEqual((await house.keyward.listWebhooks(elsewhere as never, {})).webhooks, [])
})
