import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACME, ENGINES, NOW, organization, organizationId, seed } from '../../test/stores.ts'
import type { OnceRequest } from '../ports.ts'

const request: OnceRequest = { organizationId: ACME, keyHash: 'key', requestHash: 'request' }
const range = { now: NOW, since: NOW - 10 }

for (const [engine, open] of Object.entries(ENGINES)) {
  test(`${engine}: a key is free until something was done under it, in its organisation, for its time`, async (t) => {
    const { store } = await open(t)
    const other = organizationId(2)
    await seed(store)
    await seed(store, {}, organization({ id: other }))
    const take = (asked = request, at = range) =>
      store.transact(({ once }) => once.take(asked, at)).then(({ value }) => value)
    assert.equal(await take(), undefined)
    await store.transact(({ once }) => once.done(request, 'made'))
    assert.deepEqual(await take({ ...request, requestHash: 'another' }), {
      requestHash: 'request',
      madeId: 'made',
    })
    assert.equal(await take({ ...request, organizationId: other }), undefined)
    assert.deepEqual(await take(request, { now: NOW + 9, since: NOW - 1 }), {
      requestHash: 'request',
      madeId: 'made',
    })
    assert.equal(await take(request, { now: NOW + 10, since: NOW }), undefined)
  })

  test(`${engine}: what fails leaves its key free, and old keys are forgotten`, async (t) => {
    const { store, rows } = await open(t)
    await seed(store)
    await assert.rejects(
      store.transact(async ({ once }) => {
        await once.take(request, range)
        throw new Error('refused')
      }),
      /refused/,
    )
    assert.deepEqual(await rows('select * from done_once'), [])
    await store.transact(async ({ once }) => {
      await once.take(request, range)
      await once.done(request, 'made')
      await once.forget(NOW - 1)
    })
    assert.equal((await rows('select * from done_once')).length, 1)
    await store.transact(({ once }) => once.forget(NOW))
    assert.deepEqual(await rows('select * from done_once'), [])
  })
}
