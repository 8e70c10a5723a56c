import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NoticeId } from '@keyward/contract'
import {
  ACME,
  ENGINES,
  member,
  memberId,
  NOW,
  organization,
  organizationId,
  roleId,
  seed,
  token,
  tokenId,
} from '../../../test/stores.ts'
import { MOST_ITEMS, type NoticeItem, type NoticeRecord } from '../../notices/notice.ts'

const DAY_MS = 86_400_000
const id = (n: number) => NoticeId.parse(`ntc_${n.toString(16).padStart(32, '0')}`)
const item = (n: number): NoticeItem => ({
  kind: 'security',
  at: NOW + n,
  event: 'password_changed',
  address: '192.0.2.1',
  agent: null,
})
const notice = (n: number, changes: Partial<NoticeRecord> = {}): NoticeRecord => ({
  id: id(n),
  organizationId: ACME,
  to: { memberId: memberId(1), name: 'Ann', address: 'ann@acme.example' },
  kind: 'security',
  items: [item(n)],
  count: 1,
  sealed: null,
  status: 'waiting',
  dueAt: NOW,
  giveUpAt: NOW + 5 * DAY_MS,
  gather: null,
  tries: 0,
  lastError: null,
  createdAt: NOW,
  settledAt: null,
  ...changes,
})
const claiming = { now: NOW, until: NOW + 1000, limit: 10 }

for (const [engine, open] of Object.entries(ENGINES)) {
  const opened = async (...args: Parameters<typeof open>) => {
    const house = await open(...args)
    await seed(house.store, { members: [member(1)], tokens: [token(tokenId(1)), token(tokenId(2))] })
    return house
  }

  test(`${engine}: notices come back as they went in, the newest first, page by page, to their organisation alone`, async (t) => {
    const { store } = await opened(t)
    const records = [
      notice(1, { sealed: '1.x', gather: 'daily', status: 'failed', settledAt: NOW, lastError: 'no' }),
      notice(2, { createdAt: NOW + 1, to: { memberId: null, name: 'Bo', address: 'bo@acme.example' } }),
      notice(3, { createdAt: NOW + 1, status: 'sent' }),
    ]
    await store.transact((writes) => writes.notices.insert(records))
    const { notices } = store.reads
    const page = (after: NoticeRecord | null, limit = 2) =>
      notices.page(ACME, { limit, after: after && { createdAt: after.createdAt, id: after.id } })
    const [first, second, third] = records
    assert.deepEqual(await page(null), [third, second])
    assert.deepEqual(await page(second ?? null), [first])
    assert.deepEqual(await notices.page(ACME, { statuses: ['sent', 'failed'], limit: 9, after: null }), [
      third,
      first,
    ])
    assert.deepEqual(await notices.find(ACME, id(1)), first)
    assert.deepEqual(await notices.counts(ACME), { waiting: 1, sending: 0, sent: 1, failed: 1 })
    const other = organizationId(2)
    assert.equal(await notices.find(other, id(1)), undefined)
    assert.deepEqual(await notices.page(other, { limit: 9, after: null }), [])
    assert.deepEqual(await notices.recent(other, [memberId(1)], 0), new Map())
    await store.transact(async (writes) => assert.equal(await writes.notices.lock(other, id(1)), undefined))
  })

  test(`${engine}: a mail that is due goes to one sender, until its claim runs out, and only who holds it settles it`, async (t) => {
    const { store } = await opened(t)
    const waiting = [notice(1), notice(2, { dueAt: NOW + 1 }), notice(3, { status: 'sent' })]
    await store.transact((writes) => writes.notices.insert(waiting))
    const claim = (by: string, range = claiming) =>
      store.transact((writes) => writes.notices.claim(by, range)).then(({ value }) => value)
    assert.equal(await store.reads.notices.anyDue(NOW - 1), false)
    assert.equal(await store.reads.notices.anyDue(NOW), true)
    const [held] = await claim('a')
    assert.deepEqual(held, { ...notice(1), status: 'sending' })
    assert.deepEqual(await claim('b'), [])
    assert.equal(await store.reads.notices.anyDue(NOW), false)
    const later = { now: NOW + 1000, until: NOW + 2000, limit: 1 }
    assert.deepEqual(await claim('b', later), [{ ...notice(1), status: 'sending' }])
    const sent = { ...notice(1), status: 'sent', settledAt: NOW } as const
    const settle = (by: string) =>
      store.transact((writes) => writes.notices.settle(by, sent)).then(({ value }) => value)
    assert.equal(await settle('a'), false)
    assert.equal(await settle('b'), true)
    assert.deepEqual(await store.reads.notices.find(ACME, id(1)), sent)
    assert.deepEqual(
      (await claim('c', later)).map((each) => each.id),
      [id(2)],
    )
  })

  test(`${engine}: what is gathered joins the mail that waits under the same word, up to what a mail spells out`, async (t) => {
    const { store } = await opened(t)
    await store.transact((writes) => writes.notices.insert([notice(1, { gather: 'hour', dueAt: NOW + 9 })]))
    const to = { ...notice(1).to, memberId: memberId(1), muted: [] }
    const absorb = (gather: 'hour' | 'daily' | `batch ${string}`, items: NoticeItem[], dueAt = NOW + 50) =>
      store
        .transact((writes) => writes.notices.absorb(ACME, { to, gather, items, dueAt }))
        .then(({ value }) => value)
    assert.equal(await absorb('daily', [item(2)]), false)
    assert.equal(
      await absorb(
        'hour',
        Array.from({ length: 60 }, (_, n) => item(n + 2)),
      ),
      true,
    )
    const joined = await store.reads.notices.find(ACME, id(1))
    assert.equal(joined?.count, 61)
    assert.equal(joined?.items.length, MOST_ITEMS)
    assert.equal(joined?.dueAt, NOW + 9)
    await store.transact((writes) => writes.notices.claim('a', { ...claiming, now: NOW + 9 }))
    assert.equal(await absorb('hour', [item(2)]), false)
    await store.transact((writes) => writes.notices.insert([notice(2, { gather: 'batch x' })]))
    assert.equal(await absorb('batch x', [item(2)]), true)
    assert.equal((await store.reads.notices.find(ACME, id(2)))?.dueAt, NOW + 50)
  })

  test(`${engine}: gathered mails do not count against an hour, all others do`, async (t) => {
    const { store } = await opened(t)
    const gathers = [null, 'batch x', 'daily', 'hour']
    await store.transact((writes) =>
      writes.notices.insert([
        ...gathers.map((gather, n) => notice(n, { gather, createdAt: NOW + n })),
        notice(9, { createdAt: NOW - 1 }),
      ]),
    )
    const recent = await store.reads.notices.recent(ACME, [memberId(1)], NOW - 1)
    assert.deepEqual(recent, new Map([[memberId(1), { count: 2, oldestAt: NOW }]]))
  })

  test(`${engine}: what could not be sent in its time fails without its seal, and is forgotten later`, async (t) => {
    const { store } = await opened(t)
    const overdue = { giveUpAt: NOW, sealed: '1.x' }
    await store.transact(async (writes) => {
      await writes.notices.insert([
        notice(1, overdue),
        notice(2, { ...overdue, lastError: 'busy' }),
        notice(3),
      ])
      await writes.notices.giveUp(NOW, 'too late')
    })
    const reasonOf = async (n: number) => {
      const { status, sealed, lastError } = (await store.reads.notices.find(ACME, id(n))) ?? {}
      return { status, sealed, lastError }
    }
    assert.deepEqual(await reasonOf(1), { status: 'failed', sealed: null, lastError: 'too late' })
    assert.deepEqual(await reasonOf(2), { status: 'failed', sealed: null, lastError: 'busy' })
    assert.equal((await reasonOf(3)).status, 'waiting')
    await store.transact((writes) => writes.notices.forget(NOW + 1))
    assert.deepEqual(await store.reads.notices.counts(ACME), { waiting: 1, sending: 0, sent: 0, failed: 0 })
  })

  test(`${engine}: a planned warning is taken once, replaced with its plan, and gone with its token`, async (t) => {
    const { store } = await opened(t)
    const plan = (n: number, dueAt: number) =>
      store.transact((writes) =>
        writes.notices.planWarnings(ACME, [
          { tokenId: tokenId(n), expiresAt: NOW + 100, warnings: [{ days: 7, dueAt }] },
        ]),
      )
    const take = (now: number) =>
      store.transact((writes) => writes.notices.takeWarnings(now, 10)).then(({ value }) => value)
    await plan(1, NOW + 5)
    await plan(1, NOW + 10)
    await plan(2, NOW + 10)
    assert.equal(await store.reads.notices.anyWarningDue(NOW + 9), false)
    assert.deepEqual(await take(NOW + 9), [])
    const gone = { ...token(tokenId(2)), deletedAt: NOW }
    await store.transact((writes) => writes.tokens.erase(gone))
    assert.equal(await store.reads.notices.anyWarningDue(NOW + 10), true)
    assert.deepEqual(await take(NOW + 10), [
      { tokenId: tokenId(1), organizationId: ACME, expiresAt: NOW + 100 },
    ])
    assert.deepEqual(await take(NOW + 10), [])
  })

  test(`${engine}: active members are found by id and by role, each in their own organisation`, async (t) => {
    const { store } = await opened(t)
    const other = organizationId(2)
    await seed(store, { members: [member(7, { organizationId: other })] }, organization({ id: other }))
    const people = [
      member(1),
      member(2, { role: roleId('admin') }),
      member(3, { role: roleId('admin'), active: false }),
      member(4, { role: roleId('owner') }),
    ]
    await seed(store, { members: people })
    const { members } = store.reads
    const ids = [1, 3, 4, 7].map(memberId)
    assert.deepEqual(
      (await members.active(ACME, ids)).map((each) => each.id),
      [memberId(1), memberId(4)],
    )
    assert.deepEqual(
      (await members.withRoles(ACME, [roleId('admin'), roleId('owner')])).map((each) => each.id),
      [memberId(2), memberId(4)],
    )
    await store.transact((writes) => writes.notices.mute(ACME, memberId(1), ['expiring']))
    await store.transact((writes) => writes.notices.mute(ACME, memberId(1), ['revoked']))
    assert.deepEqual(await store.reads.notices.muted(ACME, ids), new Map([[memberId(1), ['revoked']]]))
  })
}
