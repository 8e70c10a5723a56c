import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeliveryId, WebhookId } from '@keyward/contract'
import fc from 'fast-check'
import { ACME, HOST, NOW } from '../../test/stores.ts'
import { type Answer, afterAttempt, GIVE_UP_MS, redelivered, webhookAfter } from './after-attempt.ts'
import type { DeliveryRecord, WebhookRecord } from './record.ts'

const HOUR_MS = 3_600_000
const webhook: WebhookRecord = {
  id: WebhookId.parse(`whk_${'0'.repeat(32)}`),
  organizationId: ACME,
  name: 'hook',
  url: 'https://hooks.example/',
  events: null,
  sealed: '',
  outgoing: null,
  disabled: null,
  failingSince: null,
  createdBy: HOST,
  createdAt: NOW,
}
const delivery: DeliveryRecord = {
  id: DeliveryId.parse(`dlv_${'0'.repeat(32)}`),
  organizationId: ACME,
  webhookId: webhook.id,
  type: 'webhook.test',
  tokenId: null,
  body: '{}',
  status: 'sending',
  dueAt: NOW,
  giveUpAt: NOW + GIVE_UP_MS,
  tries: 0,
  last: null,
  createdAt: NOW,
  settledAt: null,
}
const answered = (status: number): Answer => ({ kind: 'answered', status, text: '' })
const after = (answer: Answer, from = delivery, at = NOW) => afterAttempt(from, { answer, at, ms: 5 }, 0)

/** The row after one failure after the other, each as soon as it may be tried. */
function lastOf(answer: Answer, chance: number): { record: DeliveryRecord; waits: number[] } {
  let record = delivery
  const waits: number[] = []
  for (let at = NOW; record.status !== 'failed'; at = record.dueAt) {
    record = afterAttempt(record, { answer, at, ms: 0 }, chance)
    if (record.status === 'waiting') waits.push(record.dueAt - at)
  }
  return { record, waits }
}

test('a message is tried nine times over a little more than a day, each wait longer than the one before', () => {
  const { record, waits } = lastOf(answered(500), 0)
  assert.equal(record.tries, 9)
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  )
  const spanMs = (record.settledAt ?? 0) - NOW
  assert.ok(spanMs > 24 * HOUR_MS && spanMs < 30 * HOUR_MS, `${spanMs / HOUR_MS} h`)
})

test('whatever the chance, a message is tried for most of a day and settles in its time', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
      const { record } = lastOf({ kind: 'unanswered', fault: 'timed_out' }, chance)
      assert.equal(record.tries, 9)
      assert.ok((record.settledAt ?? 0) - NOW > 20 * HOUR_MS)
      assert.ok((record.settledAt ?? 0) < delivery.giveUpAt)
    }),
  )
})

test('only 2xx has got through', () => {
  for (const status of [200, 202, 204, 299]) assert.equal(after(answered(status)).status, 'delivered')
  for (const [status, fault] of [
    [301, 'redirected'],
    [307, 'redirected'],
    [400, 'answered_error'],
    [503, 'answered_error'],
  ] as const) {
    const record = after(answered(status))
    assert.deepEqual([record.status, record.last?.fault], ['waiting', fault], String(status))
  }
  assert.equal(after(answered(410)).status, 'failed')
})

test('a webhook is switched off by 410, or when nothing has got through for three days, and not before', () => {
  assert.equal(webhookAfter(webhook, after(answered(204))), webhook)
  assert.equal(webhookAfter(webhook, after(answered(410))).disabled?.why, 'gone')
  const failing = webhookAfter(webhook, after(answered(500)))
  assert.deepEqual([failing.failingSince, failing.disabled], [NOW, null])
  const attemptAt = (at: number, answer = answered(500)) => webhookAfter(failing, after(answer, delivery, at))
  assert.equal(attemptAt(NOW + 72 * HOUR_MS - 1), failing)
  assert.equal(attemptAt(NOW + 72 * HOUR_MS).disabled?.why, 'failing')
  assert.equal(attemptAt(NOW + 72 * HOUR_MS, answered(200)).failingSince, null)
})

test('posted again by hand, a message has all its tries again', () => {
  const failed = lastOf(answered(500), 0).record
  const again = redelivered(failed, NOW + 1)
  assert.deepEqual([again.status, again.tries, again.id], ['waiting', 0, failed.id])
  assert.equal(again.giveUpAt, NOW + 1 + GIVE_UP_MS)
})
