import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeliveryId, WebhookId } from '@keyward/contract'
import { ACME, ENGINES, HOST, NOW, organization, organizationId, seed } from '../../../test/stores.ts'
import type { DeliveryRecord, WebhookRecord } from '../../webhooks/record.ts'

const hex = (n: number) => n.toString(16).padStart(32, '0')
const webhook = (n: number, changes: Partial<WebhookRecord> = {}): WebhookRecord => ({
  id: WebhookId.parse(`whk_${hex(n)}`),
  organizationId: ACME,
  name: `hook ${n}`,
  url: 'https://hooks.example/',
  events: null,
  sealed: '1.x',
  outgoing: null,
  disabled: null,
  failingSince: null,
  createdBy: HOST,
  createdAt: NOW + n,
  ...changes,
})
const delivery = (n: number, changes: Partial<DeliveryRecord> = {}): DeliveryRecord => ({
  id: DeliveryId.parse(`dlv_${hex(n)}`),
  organizationId: ACME,
  webhookId: webhook(1).id,
  type: 'token.revoked',
  tokenId: null,
  body: '{}',
  status: 'waiting',
  dueAt: NOW,
  giveUpAt: NOW + 1000,
  tries: 0,
  last: null,
  createdAt: NOW,
  settledAt: null,
  ...changes,
})
const range = { now: NOW, until: NOW + 100, limit: 10 }
const other = organizationId(2)

for (const [engine, open] of Object.entries(ENGINES)) {
  const opened = async (...args: Parameters<typeof open>) => {
    const house = await open(...args)
    await seed(house.store)
    await seed(house.store, {}, organization({ id: other }))
    return house
  }

  test(`${engine}: webhooks come back as they went in, the oldest first, to their organisation alone`, async (t) => {
    const { store } = await opened(t)
    const records = [
      webhook(1),
      webhook(2, {
        events: ['token.revoked'],
        outgoing: { sealed: '1.y', until: NOW },
        disabled: { at: NOW, why: 'failing' },
        failingSince: NOW - 1,
      }),
    ]
    await store.transact(async ({ webhooks }) => {
      for (const record of records.toReversed()) await webhooks.put(record)
    })
    const [first, second] = records
    const { webhooks } = store.reads
    assert.deepEqual(await webhooks.list(ACME), records)
    assert.deepEqual(await webhooks.find(ACME, webhook(2).id), second)
    const changed = webhook(1, { name: 'renamed' })
    await store.transact(async (writes) => {
      assert.deepEqual(await writes.webhooks.lock(ACME, webhook(1).id), first)
      assert.equal(await writes.webhooks.lock(other, webhook(1).id), undefined)
      await writes.webhooks.put(changed)
      await writes.webhooks.remove(other, webhook(1).id)
    })
    assert.deepEqual(await webhooks.list(ACME), [changed, second])
    assert.deepEqual(await webhooks.list(other), [])
    assert.equal(await webhooks.find(other, webhook(1).id), undefined)
  })

  test(`${engine}: a message that is due goes to one sender, until its claim runs out, and only who holds it settles it`, async (t) => {
    const { store } = await opened(t)
    const second = webhook(2).id
    await store.transact(({ webhooks }) =>
      webhooks.insert([
        delivery(1),
        delivery(2, { dueAt: NOW + 1 }),
        delivery(3, { status: 'delivered' }),
        delivery(4, { webhookId: second }),
      ]),
    )
    const claim = (by: string, at = range) =>
      store.transact(({ webhooks }) => webhooks.claim(by, webhook(1).id, at)).then(({ value }) => value)
    const due = (except: WebhookId[] = [], now = NOW) => store.reads.webhooks.due(now, except, 10)
    assert.deepEqual((await due()).sort(), [webhook(1).id, second])
    assert.deepEqual(await due([second]), [webhook(1).id])
    assert.deepEqual(await due([], NOW - 1), [])
    assert.deepEqual(await claim('a'), [{ ...delivery(1), status: 'sending' }])
    assert.deepEqual(await claim('b'), [])
    assert.deepEqual(await due([second]), [])
    const later = { now: NOW + 100, until: NOW + 200, limit: 1 }
    assert.deepEqual(await due([second], NOW + 100), [webhook(1).id])
    assert.deepEqual(await claim('b', later), [{ ...delivery(1), status: 'sending' }])
    const last = { at: NOW, ms: 3, status: 200, answer: 'ok', fault: null }
    const settled = delivery(1, { status: 'delivered', tries: 1, last, settledAt: NOW })
    const settle = (by: string) =>
      store.transact(({ webhooks }) => webhooks.settle(by, settled)).then(({ value }) => value)
    assert.deepEqual([await settle('a'), await settle('b')], [false, true])
    const page = { statuses: ['delivered'] as const, limit: 9, after: null }
    assert.deepEqual(await store.reads.webhooks.deliveries(ACME, webhook(1).id, page), [
      delivery(3, { status: 'delivered' }),
      settled,
    ])
  })

  test(`${engine}: what was posted is listed the newest first, page by page, and forgotten with its webhook or its age`, async (t) => {
    const { store } = await opened(t)
    const records = [3, 2, 1].map((n) => delivery(n, { createdAt: NOW + Math.floor(n / 2) }))
    await store.transact(async ({ webhooks }) => {
      await webhooks.put(webhook(1))
      await webhooks.insert(records)
      await webhooks.insert([delivery(9, { webhookId: webhook(2).id })])
    })
    const page = (after: DeliveryRecord | null, organizationId = ACME) =>
      store.reads.webhooks.deliveries(organizationId, webhook(1).id, {
        limit: 2,
        after: after && { createdAt: after.createdAt, id: after.id },
      })
    assert.deepEqual(await page(null), records.slice(0, 2))
    assert.deepEqual(await page(records[1] ?? null), records.slice(2))
    assert.deepEqual(await page(null, other), [])
    await store.transact(async ({ webhooks }) => {
      assert.equal(await webhooks.lockDelivery(other, webhook(1).id, delivery(1).id), undefined)
      assert.equal(await webhooks.lockDelivery(ACME, webhook(2).id, delivery(1).id), undefined)
      await webhooks.forget(NOW + 1)
    })
    assert.deepEqual(await page(null), records.slice(0, 2))
    await store.transact(({ webhooks }) => webhooks.remove(ACME, webhook(1).id))
    assert.deepEqual(await page(null), [])
  })

  test(`${engine}: what waits for a webhook that is switched off, or waits too long, has failed, and its sender hears it`, async (t) => {
    const { store } = await opened(t)
    const elsewhere = { webhookId: webhook(2).id, giveUpAt: NOW }
    await store.transact(async ({ webhooks }) => {
      await webhooks.insert([delivery(1), delivery(2, { status: 'delivered' }), delivery(3, elsewhere)])
      await webhooks.claim('a', webhook(1).id, range)
      await webhooks.end(ACME, webhook(1).id, NOW)
      assert.equal(await webhooks.settle('a', delivery(1)), false)
      await webhooks.giveUp(NOW)
    })
    const statuses = async (id: WebhookId) =>
      (await store.reads.webhooks.deliveries(ACME, id, { limit: 9, after: null })).map(({ status }) => status)
    assert.deepEqual(await statuses(webhook(1).id), ['delivered', 'failed'])
    assert.deepEqual(await statuses(webhook(2).id), ['failed'])
  })
}
