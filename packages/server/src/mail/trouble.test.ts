import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKeyward, openSqliteStore, realClock, realTimers } from '@keyward/core'
import {
  type MailHouse,
  type MailServer,
  type OutboxRow,
  openMailHouse,
  outletTo,
  QUICK,
  startMailServer,
} from '../../test/parts/mail-server.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const make = async (house: MailHouse, ...names: string[]) => {
  for (const name of names) await house.generate({ name, owner: 'organization' })
}
/** The names of the tokens that the accepted mails told of. */
const told = async ({ mails }: Pick<MailServer, 'mails'>) =>
  (await mails()).map(({ subject }) => /generated: (.+) \(/.exec(subject ?? '')?.[1]).sort()
const failing = ({ lastError }: OutboxRow) => lastError !== null

test('[A5] while the mail server is down nothing is lost, and once it is back each mail comes once', async (t) => {
  const house = await openMailHouse(t)
  await house.server.stop()
  await make(house, 'a', 'b', 'c')
  const rows = await house.settled(({ tries }) => tries === 0)
  assert.equal(rows.filter(({ status }) => status === 'waiting').length, 3)
  for (let n = 0; n < 300 && !(await house.outbox()).some(failing); n++) await sleep(20)
  const [first] = (await house.outbox()).filter(failing)
  assert.match(first?.lastError ?? '', /ECONNREFUSED/)
  assert.equal(first?.tries, 0, 'a server that is away is not a mail’s own failure')
  const back = await startMailServer(t, house.server.port)
  await house.settled()
  assert.deepEqual(await told(back), ['a', 'b', 'c'])
})

test('[A5] a slow mail server gets each mail once, and a mute one holds nothing up for good', async (t) => {
  const house = await openMailHouse(t)
  house.server.manner.slowMs = 400
  await make(house, 'a', 'b', 'c', 'd', 'e')
  await house.settled()
  assert.deepEqual(await told(house.server), ['a', 'b', 'c', 'd', 'e'])

  await house.server.stop()
  const mute = createServer(() => {})
  await new Promise<void>((resolve) => mute.listen(house.server.port, '127.0.0.1', resolve))
  await make(house, 'f')
  for (let n = 0; n < 300 && !(await house.outbox()).some(failing); n++) await sleep(20)
  assert.ok((await house.outbox()).some(failing))
  await new Promise<void>((resolve) => mute.close(() => resolve()))
  const back = await startMailServer(t, house.server.port)
  await house.settled()
  assert.deepEqual(await told(back), ['f'])
})

test('[A5] a mail that is put off is tried again later, and keeps no other', async (t) => {
  const house = await openMailHouse(t)
  let busy = true
  house.server.manner.data = (raw) =>
    busy && raw.includes('generated: b') ? { code: 451, says: 'later' } : undefined
  await make(house, 'a', 'b', 'c')
  const rows = await house.settled(failing)
  assert.deepEqual(await told(house.server), ['a', 'c'])
  assert.match(rows.find(failing)?.lastError ?? '', /^451 later/)
  busy = false
  await sleep(100)
  assert.deepEqual(await told(house.server), ['a', 'c'], 'not before its pause is over')
  house.pass(60_000)
  await house.settled()
  assert.deepEqual(await told(house.server), ['a', 'b', 'c'])
})

test('[A5] a mail that is refused for good blocks nothing, ends as failed with the reason, and can be sent by hand', async (t) => {
  const house = await openMailHouse(t)
  house.server.manner.data = (raw) =>
    raw.includes('generated: poison') ? { code: 554, says: '5.6.0 not that one' } : undefined
  await make(house, 'poison', 'a', 'poison two', 'b')
  const failed = (await house.settled()).filter(({ status }) => status === 'failed')
  assert.deepEqual(await told(house.server), ['a', 'b'])
  assert.deepEqual(
    failed.map(({ lastError, tries }) => [lastError, tries]),
    [
      ['554 5.6.0 not that one', 1],
      ['554 5.6.0 not that one', 1],
    ],
  )
  house.server.manner = {}
  const retry = `/v1/notices/${failed[1]?.id}/retry`
  const retried = await house.ask('POST', retry, { as: house.owner })
  assert.equal(retried.body.status, 'waiting')
  await house.settled()
  assert.deepEqual(await told(house.server), ['a', 'b', 'poison'])
  assert.equal((await house.ask('POST', retry, { as: house.owner })).body.code, 'notice_not_retriable')
  const { body } = await house.ask('GET', '/v1/audit-log?kind=notice.retried', { as: house.owner })
  assert.equal(body.events.length, 1)
})

test('[A5] an address that does not exist fails its own mail alone', async (t) => {
  const house = await openMailHouse(t)
  await house.person({
    name: 'Bo',
    email: 'gone@acme.example',
    password: 'four words make one',
    role: 'admin',
  })
  house.server.manner.rcpt = (address) =>
    address === 'gone@acme.example' ? { code: 550, says: '5.1.1 no such person' } : undefined
  await make(house, 'a')
  const rows = (await house.settled()).slice(0, 2)
  assert.deepEqual(rows.map(({ to, status }) => `${to.address} ${status}`).sort(), [
    'ada@acme.example sent',
    'gone@acme.example failed',
  ])
})

test('[A5] when the connection dies between the mail and its answer, it is sent again as the same mail', async (t) => {
  const house = await openMailHouse(t)
  let dying = true
  house.server.manner.data = () => (dying ? 'die' : undefined)
  await make(house, 'a')
  await house.settled(failing)
  dying = false
  house.pass(60_000)
  await house.settled()
  const mails = await house.server.mails()
  assert.equal(mails.length, 2, 'nobody could know that it had arrived')
  assert.equal(mails[0]?.messageId, mails[1]?.messageId)
  assert.match(mails[0]?.messageId ?? '', /^<ntc_[0-9a-f]{32}@acme\.example>$/)
})

test('[A5] what could not be sent for five days ends as failed, with the last reason', async (t) => {
  const house = await openMailHouse(t)
  await house.server.stop()
  await make(house, 'a')
  for (let n = 0; n < 300 && !(await house.outbox()).some(failing); n++) await sleep(20)
  house.pass(5 * DAY_MS)
  const [row] = await house.settled()
  assert.deepEqual([row?.status, row?.tries], ['failed', 0])
  assert.match(row?.lastError ?? '', /ECONNREFUSED/)
})

test('[A5] several processes on one database send each mail once', async (t) => {
  const house = await openMailHouse(t)
  const others = []
  for (let n = 0; n < 2; n++) {
    const path = join(house.dir, 'keyward.db')
    const store = await openSqliteStore({ path, clock: realClock, timers: realTimers })
    const outlet = outletTo(house.server.port)
    const keys = join(house.dir, 'keys.json')
    const keyward = await createKeyward({ database: store, keys, outlet, timers: QUICK })
    others.push(async () => {
      await keyward.close()
      await store.close()
    })
  }
  const to = (n: number) => ({ memberId: null, name: 'Somebody', address: `n${n}@acme.example` })
  const item = { kind: 'security', event: 'password_changed', at: 0, address: null, agent: null } as const
  for (let n = 0; n < 150; n++) await house.keyward.notices.owe({ to: to(n), item })
  await house.settled()
  const got = (await house.server.mails()).map((mail) => mail.to?.[0]?.address)
  assert.equal(got.length, 150)
  assert.equal(new Set(got).size, 150)
  for (const close of others) await close()
})

test('[A5] a server that is told to stop finishes the mail under way, and leaves the rest to the next start', async (t) => {
  const house = await openMailHouse(t)
  const path = join(house.dir, 'other.db')
  const keys = join(house.dir, 'other-keys.json')
  const open = async () => {
    const store = await openSqliteStore({ path, clock: realClock, timers: realTimers })
    const outlet = outletTo(house.server.port)
    return { store, keyward: await createKeyward({ database: store, keys, outlet, timers: QUICK }) }
  }
  const first = await open()
  house.server.manner.slowMs = 200
  const organization = await first.keyward.organizations.put({ externalId: 'acme', name: 'Acme' })
  const item = { kind: 'security', event: 'password_changed', at: 0, address: null, agent: null } as const
  for (let n = 0; n < 100; n++)
    await first.keyward.notices.owe(
      { to: { memberId: null, name: 'x', address: `n${n}@acme.example` }, item },
      organization.id,
    )
  await first.keyward.close()
  await first.store.close()
  house.server.manner.slowMs = 0
  const second = await open()
  const host = { kind: 'host', organizationId: organization.id, name: 'test' } as const
  for (let n = 0; n < 500; n++) {
    const { counts } = await second.keyward.listNotices(host, {})
    if (counts.sent === 100) break
    await sleep(20)
  }
  await second.keyward.close()
  await second.store.close()
  const got = (await house.server.mails()).map((mail) => mail.to?.[0]?.address)
  assert.equal(new Set(got).size, 100)
  assert.ok(got.length <= 104, `${got.length}: at most those twice whose answer was cut off`)
})
