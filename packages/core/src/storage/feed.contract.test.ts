import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ENGINES,
  member,
  memberId,
  NOW,
  organization,
  secret,
  seed,
  token,
  tokenId,
} from '../../test/stores.ts'
import { DAY_MS } from '../../test/usage.ts'
import { builtInRole } from '../permission/roles.ts'
import type { Renewal, Stale, Store } from '../ports.ts'

const stale = (n: number): Stale => ({ kind: 'token', key: tokenId(n) })
const change = (store: Store, ...numbers: number[]) =>
  store.transact((writes) => writes.invalidate(numbers.map(stale), 'narrowing'))
const told = (...numbers: number[]): Renewal => ({
  registered: true,
  invalidations: numbers.map((n) => ({ ...stale(n), sequence: n })),
})

for (const [engine, open] of Object.entries(ENGINES)) {
  test(`${engine}: invalidations are numbered in commit order, without a gap, over several writers`, async (t) => {
    const { store, another } = await open(t)
    const other = await another()
    const order: number[] = []
    const write = async (by: Store, n: number) => {
      const { invalidations } = await by.transact(async (writes) => {
        await writes.invalidate([stale(n), stale(n), stale(n + 1)], 'widening')
        await writes.invalidate([{ kind: 'all', key: '*' }], 'narrowing')
      })
      order.push(...invalidations.map((entry) => entry.sequence))
    }
    await Promise.all(Array.from({ length: 20 }, (_, n) => write(n % 2 === 0 ? store : other, n)))
    assert.deepEqual(
      order.toSorted((a, b) => a - b),
      Array.from({ length: 60 }, (_, n) => n + 1),
    )
  })

  test(`${engine}: a change says whether it narrows, and which verifiers it saw`, async (t) => {
    const { store, another } = await open(t)
    const other = await another()
    await store.feed.register('own', NOW)
    await other.feed.register('theirs', NOW)
    assert.deepEqual((await change(store, 1)).verifiers, ['own', 'theirs'])
    assert.deepEqual((await change(other, 2)).verifiers, ['own', 'theirs'])
    await other.feed.unregister('theirs')
    assert.deepEqual((await change(store, 3)).verifiers, ['own'])
    assert.equal((await change(store, 4)).narrowing, true)
    assert.equal(
      (await store.transact((writes) => writes.invalidate([stale(5)], 'widening'))).narrowing,
      false,
    )
    assert.deepEqual(await store.transact(async () => 'quiet'), {
      value: 'quiet',
      invalidations: [],
      narrowing: false,
      verifiers: ['own'],
    })
  })

  test(`${engine}: a verifier is told of every commit after the head at which it registered`, async (t) => {
    const { store, another } = await open(t)
    const other = await another()
    await change(other, 1)
    assert.equal(await store.feed.register('v', NOW), 1)
    assert.deepEqual(await store.feed.renew('v', 1), told())
    await change(other, 2)
    await change(store, 3)
    assert.deepEqual(await store.feed.renew('v', 1), told(2, 3))
    assert.deepEqual(await store.feed.renew('v', 1), told(2, 3), 'told again until it is applied')
    assert.deepEqual(await store.feed.renew('v', 3), told())
    assert.deepEqual(await store.feed.renew('v', 3), told())
  })

  test(`${engine}: a commit between registering and the first renewal is not lost`, async (t) => {
    const { store, another } = await open(t)
    const other = await another()
    const head = await store.feed.register('v', NOW)
    await change(other, 1)
    assert.deepEqual(await store.feed.renew('v', head), told(1))
  })

  test(`${engine}: who is not registered, or cannot be told everything, must start afresh`, async (t) => {
    const { store, another, clock } = await open(t)
    const other = await another()
    assert.deepEqual(await store.feed.renew('stranger', 0), { registered: false })
    await store.feed.register('v', NOW)
    await change(store, 1)
    assert.deepEqual(await store.feed.renew('v', 2), { registered: false }, 'ahead of the head')
    clock.pass(DAY_MS + 1)
    await change(store, 2)
    await store.transact((writes) => writes.usage.fold({ hours: 0, days: 0, versions: 0 }))
    assert.deepEqual(await store.feed.renew('v', 1), told(2))
    assert.deepEqual(await store.feed.renew('v', 0), { registered: false }, 'the first one is forgotten')
    await other.feed.unregister('v')
    assert.deepEqual(await store.feed.renew('v', 2), { registered: false })
    assert.equal(await store.feed.register('v', NOW), 2)
    assert.deepEqual(await store.feed.renew('v', 2), told())
  })

  test(`${engine}: a heartbeat keeps a verifier, forgets those silent for ten minutes, and revives none`, async (t) => {
    const { store, another } = await open(t)
    const other = await another()
    await store.feed.register('alive', NOW)
    await other.feed.register('silent', NOW)
    await store.feed.heartbeat('alive', NOW + 600_000)
    assert.deepEqual((await change(store, 1)).verifiers, ['alive', 'silent'])
    await store.feed.heartbeat('alive', NOW + 600_001)
    assert.deepEqual((await change(store, 2)).verifiers, ['alive'])
    await other.feed.heartbeat('silent', NOW + 600_002)
    assert.deepEqual(await other.feed.renew('silent', 2), { registered: false })
    assert.deepEqual(await store.feed.renew('alive', 0), told(1, 2))
  })

  test(`${engine}: a fill answers the facts and the head of one snapshot`, async (t) => {
    const { store } = await open(t)
    assert.deepEqual(await store.feed.fill(tokenId(1)), { facts: undefined, head: 0 })
    const owned = token(tokenId(1), { owner: { kind: 'user', memberId: memberId(1) } })
    await seed(store, { members: [member(1)], tokens: [owned] })
    const secrets = [secret(owned.id, { version: 2 }), secret(owned.id, { notAfter: NOW })]
    await store.transact((writes) => writes.tokens.putSecrets(owned.id, secrets))
    await change(store, 1)
    assert.deepEqual(await store.feed.fill(owned.id), {
      facts: {
        token: owned,
        secrets,
        organization: organization(),
        owner: member(1),
        roles: { access: undefined, owner: builtInRole(member(1).role)?.rule },
      },
      head: 1,
    })
    assert.deepEqual(await store.feed.fill(tokenId(2)), { facts: undefined, head: 1 })
  })
}
