import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACME, ENGINES, NOW, permission, seed, token, tokenId } from '../../test/stores.ts'
import { DAY_MS, HOUR_MS, refusal, usageOf } from '../../test/usage.ts'
import type { Store } from '../ports.ts'

const ID = tokenId(1)
const traffic = (store: Store, since: number) => store.reads.usage.traffic(ACME, [ID], since)

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
    assert.deepEqual(await store.reads.usage.traffic(ACME, ids, NOW), { calls: 250, callers: 1 })
  })

  test(`${engine}: a token keeps its 20 latest callers and its last 20 refusals`, async (t) => {
    const { store } = await open(t)
    await seed(store, { tokens: [token(ID), token(tokenId(2))] })
    const callers = Array.from({ length: 30 }, (_, n) => ({
      address: `a${n}`,
      agent: null,
      count: 1,
      lastAt: NOW + n,
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
    assert.equal((await store.reads.usage.traffic(ACME, [tokenId(2)], NOW)).callers, 1)
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
    const fold = (before: number, forget = 0) => store.transact((writes) => writes.usage.fold(before, forget))
    await fold(NOW + 2 * HOUR_MS)
    assert.equal((await traffic(store, 0)).calls, 2)
    await fold(NOW + DAY_MS)
    await fold(NOW + DAY_MS)
    assert.equal((await traffic(store, 0)).calls, 1)
    assert.deepEqual(await rows('select day, count from usage_day'), [{ day: NOW, count: 3 }])
    await fold(NOW + DAY_MS, NOW + 1)
    assert.deepEqual(await rows('select day, count from usage_day'), [])
  })
}
