import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TokenId } from '@keyward/contract'
import { ACME, ENGINES, NOW, permission, seed, token, tokenId } from '../../../test/stores.ts'
import { DAY_MS, HOUR_MS, refusal, usageOf } from '../../../test/usage.ts'
import type { Store } from '../../ports.ts'

const ID = tokenId(1)
const trafficOf = async (store: Store, ids: TokenId[], since: number) => {
  const visible = [{ reach: 'organization' }] as const
  const { calls, callers } = await store.reads.usage.consequence(ACME, { now: NOW, visible, ids }, since)
  return { calls, callers }
}
const traffic = (store: Store, since: number) => trafficOf(store, [ID], since)

for (const [engine, open] of Object.entries(ENGINES)) {
  test(`${engine}: usage adds up over flushes, and refused calls are no traffic`, async (t) => {
    const { store } = await open(t)
    await seed(store, { tokens: [token(ID)] })
    const hours = [
      { hour: NOW, outcome: 'allowed', count: 3 },
      { hour: NOW, outcome: 'token_expired', count: 50 },
      { hour: NOW - HOUR_MS, outcome: 'allowed', count: 4 },
    ] as const
    const slice = usageOf(ID, {
      hours,
      permissions: [{ permission: permission('notes/notes:find'), count: 1, lastAt: NOW }],
    })
    await store.transact((writes) => writes.usage.add([slice]))
    await store.transact((writes) => writes.usage.add([slice]))
    assert.deepEqual(await traffic(store, NOW - DAY_MS), { calls: 14, callers: 1 })
    assert.deepEqual(await traffic(store, NOW), { calls: 6, callers: 1 })
    assert.deepEqual(await traffic(store, NOW + HOUR_MS), { calls: 0, callers: 0 })
  })

  test(`${engine}: the last use only moves forward`, async (t) => {
    const { store } = await open(t)
    await seed(store, { tokens: [token(ID)] })
    const use = (lastUsedAt: number, agent: string | null) =>
      store.transact((writes) =>
        writes.usage.add([usageOf(ID, { use: { lastUsedAt, address: null, agent } })]),
      )
    await use(NOW + 5, 'new')
    await use(NOW, 'old')
    const found = await store.reads.tokens.find(ACME, ID)
    assert.deepEqual(found?.use, { lastUsedAt: NOW + 5, address: null, agent: 'new' })
  })

  test(`${engine}: tokens that are gone are passed over, in slices of five hundred too`, async (t) => {
    const { store } = await open(t)
    const ids = Array.from({ length: 500 }, (_, n) => tokenId(n))
    await seed(store, { tokens: ids.filter((_, n) => n % 2 === 0).map((id) => token(id)) })
    await store.transact((writes) =>
      writes.usage.add(ids.map((id) => usageOf(id, { refusals: [refusal(1)] }))),
    )
    assert.deepEqual(await trafficOf(store, ids, NOW), { calls: 250, callers: 1 })
  })

  test(`${engine}: a token keeps its 20 latest callers and its last 20 refusals`, async (t) => {
    const { store } = await open(t)
    await seed(store, { tokens: [token(ID), token(tokenId(2))] })
    const callers = Array.from({ length: 30 }, (_, n) => ({
      address: `a${n}`,
      agent: null,
      count: 1,
      lastAt: NOW + n,
      version: null,
    }))
    for (const from of [0, 15])
      await store.transact((writes) =>
        writes.usage.add([
          usageOf(ID, {
            callers: callers.slice(from, from + 15),
            refusals: Array.from({ length: 15 }, (_, n) => refusal(from + n)),
          }),
          usageOf(tokenId(2)),
        ]),
      )
    assert.equal((await traffic(store, NOW)).callers, 20)
    assert.equal((await traffic(store, NOW + 10)).callers, 20)
    assert.equal((await trafficOf(store, [tokenId(2)], NOW)).callers, 1)
    const kept = await store.reads.usage.refusals(ACME, ID)
    assert.deepEqual(
      kept,
      Array.from({ length: 20 }, (_, n) => refusal(29 - n)),
    )
  })

  test(`${engine}: old hours are folded into days once, and old days are forgotten`, async (t) => {
    const { store, rows } = await open(t)
    await seed(store, { tokens: [token(ID)] })
    const hours = [0, 1, 2, 24].map((n) => ({
      hour: NOW + n * HOUR_MS,
      outcome: 'allowed' as const,
      count: 1,
    }))
    await store.transact((writes) => writes.usage.add([usageOf(ID, { hours })]))
    const fold = async (hours: number, days = 0) =>
      (await store.transact((writes) => writes.usage.fold({ hours, days, versions: 0 }))).value
    await fold(NOW + 2 * HOUR_MS)
    assert.equal((await traffic(store, 0)).calls, 2)
    await fold(NOW + DAY_MS)
    await fold(NOW + DAY_MS)
    assert.equal((await traffic(store, 0)).calls, 1)
    assert.deepEqual(await rows('select day, count from usage_day'), [{ day: NOW, count: 3 }])
    await fold(NOW + DAY_MS, NOW + 1)
    assert.deepEqual(await rows('select day, count from usage_day'), [])
  })

  test(`${engine}: each value of a token has its own traffic, and a caller the value that it came with last`, async (t) => {
    const { store } = await open(t)
    await seed(store, { tokens: [token(ID)] })
    const call = (version: number | null, at: number) =>
      usageOf(ID, {
        callers: [{ address: '192.0.2.1', agent: null, count: 1, lastAt: at, version }],
        versions: version === null ? [] : [{ version, hour: at - (at % HOUR_MS), count: 1, lastAt: at }],
      })
    for (const [version, at] of [
      [2, NOW + 9],
      [1, NOW + 5],
      [2, NOW + 7],
    ] as const)
      await store.transact((writes) => writes.usage.add([call(version, at)]))
    assert.deepEqual(await store.reads.usage.versions(ACME, ID), [
      { version: 1, hour: NOW, count: 1, lastAt: NOW + 5 },
      { version: 2, hour: NOW, count: 2, lastAt: NOW + 9 },
    ])
    assert.deepEqual(await store.reads.usage.callers(ACME, ID), [
      { address: '192.0.2.1', agent: null, count: 3, lastAt: NOW + 9, version: 2 },
    ])
    await store.transact((writes) => writes.usage.fold({ hours: 0, days: 0, versions: NOW + 1 }))
    assert.deepEqual(await store.reads.usage.versions(ACME, ID), [])
  })

  test(`${engine}: an organisation's calls are the sum of its tokens', by hour and by day, folded or not`, async (t) => {
    const { store } = await open(t)
    await seed(store, { tokens: [token(ID), token(tokenId(2))] })
    const hours = [0, 1, 24].map((n) => ({ hour: NOW + n * HOUR_MS, outcome: 'allowed' as const, count: 1 }))
    const refused = [{ hour: NOW, outcome: 'token_expired' as const, count: 5 }]
    await store.transact((writes) =>
      writes.usage.add([usageOf(ID, { hours }), usageOf(tokenId(2), { hours: [...hours, ...refused] })]),
    )
    const byDay = async (id: TokenId | null) => {
      const sums = new Map<string, number>()
      for (const { at, outcome, count } of await store.reads.usage.days(ACME, id, 0))
        sums.set(
          `${(at - NOW) / DAY_MS} ${outcome}`,
          (sums.get(`${(at - NOW) / DAY_MS} ${outcome}`) ?? 0) + count,
        )
      return Object.fromEntries(sums)
    }
    const all = { '0 allowed': 4, '0 token_expired': 5, '1 allowed': 2 }
    assert.deepEqual(await byDay(null), all)
    assert.deepEqual(await byDay(ID), { '0 allowed': 2, '1 allowed': 1 })
    assert.deepEqual(await store.reads.usage.hours(ACME, null, NOW + HOUR_MS), [
      { at: NOW + HOUR_MS, outcome: 'allowed', count: 2 },
      { at: NOW + 24 * HOUR_MS, outcome: 'allowed', count: 2 },
    ])
    await store.transact((writes) => writes.usage.fold({ hours: NOW + DAY_MS, days: 0, versions: 0 }))
    assert.deepEqual(await byDay(null), all)
    assert.deepEqual(await byDay(ID), { '0 allowed': 2, '1 allowed': 1 })
  })

  test(`${engine}: folding takes a slice of tokens at a time, and says whether there may be more`, async (t) => {
    const { store } = await open(t)
    const ids = Array.from({ length: 501 }, (_, n) => tokenId(n))
    await seed(store, { tokens: ids.map((id) => token(id)) })
    await store.transact((writes) => writes.usage.add(ids.slice(0, 500).map((id) => usageOf(id))))
    await store.transact((writes) => writes.usage.add([usageOf(ids[500] as TokenId)]))
    const fold = async () =>
      (await store.transact((writes) => writes.usage.fold({ hours: NOW + 1, days: 0, versions: 0 }))).value
    assert.deepEqual([await fold(), await fold()], [true, false])
    assert.equal((await trafficOf(store, ids, 0)).calls, 0)
  })

  test(`${engine}: what reads much reads the same as what reads little, also when two ask at once`, async (t) => {
    const { store } = await open(t)
    await seed(store, { tokens: [token(ID, { name: 'one' }), token(tokenId(2), { name: 'two' })] })
    const where = { now: NOW, visible: [{ reach: 'organization' }] as const, search: 'one' }
    const asked = [ACME, ACME].flatMap((of) => [
      store.heavy.usage.consequence(of, where, 0),
      store.reads.usage.consequence(of, where, 0),
    ])
    const [first, ...others] = await Promise.all(asked)
    assert.equal(first?.tokens, 1)
    for (const other of others) assert.deepEqual(other, first)
    assert.deepEqual(await store.heavy.tokens.find(ACME, ID), await store.reads.tokens.find(ACME, ID))
  })
}
