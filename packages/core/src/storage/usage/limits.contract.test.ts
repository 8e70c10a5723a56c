import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACME, ENGINES, organization, organizationId, seed, token, tokenId } from '../../../test/stores.ts'
import { type Account, decideReservation, NOTHING_RESERVED } from '../../limits/account.ts'
import type { Store } from '../../ports.ts'
import { type Conditions, UNCONDITIONAL } from '../../token/conditions.ts'

const CAPPED: Conditions = { ...UNCONDITIONAL, usageCap: { limit: 1_000_000_000_000, since: 1 } }
const ACCOUNT: Account = {
  window: { start: 253_402_300_799_000, ms: 86_400_000, uses: 1_000_000_000 },
  cap: { since: 1, uses: 999_999_999_999 },
}
const ONE = tokenId(1)

const locked = async (store: Store, of = ACME) =>
  (await store.transact((writes) => writes.limits.lock(of, ONE))).value

for (const [engine, open] of Object.entries(ENGINES)) {
  test(`${engine}: an account begins with nothing reserved, and comes back as it was put`, async (t) => {
    const { store } = await open(t)
    await seed(store, { tokens: [token(ONE, { conditions: CAPPED }), token(tokenId(2))] })
    assert.deepEqual(await locked(store), { conditions: CAPPED, account: NOTHING_RESERVED })
    assert.equal((await store.reads.tokens.find(ACME, ONE))?.usesMade, 0)
    await store.transact((writes) => writes.limits.put(ONE, ACCOUNT))
    assert.deepEqual(await locked(store), { conditions: CAPPED, account: ACCOUNT })
    assert.equal((await store.reads.tokens.find(ACME, ONE))?.usesMade, ACCOUNT.cap.uses)
    assert.equal((await store.reads.tokens.find(ACME, tokenId(2)))?.usesMade, 0)
  })

  test(`${engine}: what an earlier cap counted is not told of a later one`, async (t) => {
    const { store } = await open(t)
    const later = token(ONE, { conditions: { ...CAPPED, usageCap: { limit: 5, since: 2 } } })
    await seed(store, { tokens: [later] })
    await locked(store)
    await store.transact((writes) => writes.limits.put(ONE, ACCOUNT))
    assert.equal((await store.reads.tokens.find(ACME, ONE))?.usesMade, 0)
  })

  test(`${engine}: an account is of one organisation's token, and goes with it`, async (t) => {
    const { store, rows } = await open(t)
    await seed(store, {}, organization({ id: organizationId(2) }))
    await seed(store, { tokens: [token(ONE, { conditions: CAPPED })] })
    assert.equal(await locked(store, organizationId(2)), undefined)
    assert.deepEqual(await rows('select * from token_account'), [])
    await locked(store)
    const { id, organizationId: of, name, owner, access, createdAt } = token(ONE)
    await store.transact((writes) =>
      writes.tokens.erase({ id, organizationId: of, name, owner, access, createdAt, deletedAt: 0 }),
    )
    assert.deepEqual(await rows('select * from token_account'), [])
    assert.equal(await locked(store), undefined)
  })

  test(`${engine}: reservations of several processes add up to the cap, and not to one call more`, async (t) => {
    const { store, another, clock } = await open(t)
    const conditions: Conditions = { ...UNCONDITIONAL, usageCap: { limit: 100, since: 1 } }
    await seed(store, { tokens: [token(ONE, { conditions })] })
    const stores = [store, await another(), await another()]
    const reserve = async (on: Store) => {
      const { value } = await on.transact(async (writes) => {
        const found = await writes.limits.lock(ACME, ONE)
        assert.ok(found)
        const ask = { waiting: 3, ahead: 0 }
        const decided = decideReservation(found.account, conditions, { rate: ask, cap: ask }, clock.now())
        await writes.limits.put(ONE, decided.account)
        return decided.reservation.cap?.units ?? 0
      })
      return value
    }
    const got = await Promise.all(stores.flatMap((on) => Array.from({ length: 20 }, () => reserve(on))))
    assert.equal(
      got.reduce((sum, units) => sum + units, 0),
      100,
    )
  })
}
