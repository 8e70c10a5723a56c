import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Api, ImportId } from '@keyward/contract'
import { ACME, ENGINES, HOST, NOW, organizationId, permission, seed } from '../../../test/stores.ts'
import { diffApi } from '../../catalogue/diff.ts'
import type { CatalogueRevision } from '../../catalogue/revision.ts'
import type { ImportDraft } from '../../ports.ts'

const importId = (n: number) => ImportId.parse(`imp_${String(n).padStart(32, '0')}`)

const describedApi = (slug: string, name = slug) =>
  Api.parse({
    slug,
    name,
    resources: [{ name: 'r', label: 'R', actions: [{ name: 'find', label: 'Find', access: 'read' }] }],
  })

const revision = (number: number, apis: [slug: string, edition: number][]): CatalogueRevision => ({
  revision: number,
  at: NOW,
  apis: apis.map(([slug, edition]) => ({ slug, edition })),
  declared: [],
  retired: {},
  change: { kind: 'imported', by: HOST, api: { slug: 'b', name: 'B' }, added: 1, removed: 0, widened: 0 },
})

for (const [engine, open] of Object.entries(ENGINES)) {
  test(`${engine}: every revision of the catalogue is kept, each form of an API once`, async (t) => {
    const { store } = await open(t)
    const { catalogue } = store.reads
    assert.deepEqual([await catalogue.revision(), await catalogue.find()], [0, undefined])
    const [a, b, b2] = [describedApi('a'), describedApi('b'), describedApi('b', 'B anew')]
    const first = revision(1, [
      ['a', 1],
      ['b', 1],
    ])
    const second = { ...revision(2, [['b', 2]]), retired: { [permission('a/r:find')]: 2 } }
    await store.transact((writes) => writes.catalogue.add(first, [a, b]))
    await store.transact((writes) => writes.catalogue.add(second, [b2]))
    assert.equal(await catalogue.revision(), 2)
    assert.deepEqual(await catalogue.find(), second)
    assert.deepEqual(await catalogue.find(1), first)
    assert.equal(await catalogue.find(3), undefined)
    assert.deepEqual(await catalogue.page(null, 5), [second, first])
    assert.deepEqual(await catalogue.page(2, 5), [first])
    const form = (slug: string, edition: number) => catalogue.api({ slug, edition })
    assert.deepEqual([await form('a', 1), await form('b', 1), await form('b', 2)], [a, b, b2])
  })

  test(`${engine}: a draft of an import belongs to its organisation, and is forgotten with age`, async (t) => {
    const { store } = await open(t)
    await seed(store)
    const api = describedApi('a')
    const draft = (n: number, base: number, createdAt = NOW): ImportDraft => ({
      id: importId(n),
      organizationId: ACME,
      base,
      api,
      diff: diffApi(null, api),
      createdAt,
    })
    await store.transact(async (writes) => {
      for (const { api: own, diff, ...each } of [draft(1, 1), draft(2, 2), draft(3, 2, NOW - 10)])
        await writes.imports.put(each, { api: JSON.stringify(own), diff: JSON.stringify(diff) })
    })
    const find = (n: number, organization = ACME) => store.reads.imports.find(organization, importId(n))
    assert.deepEqual(await find(1), draft(1, 1))
    assert.equal(await find(1, organizationId(2)), undefined)
    await store.transact((writes) => writes.imports.forget(NOW))
    assert.deepEqual([await find(1), await find(2), await find(3)], [draft(1, 1), draft(2, 2), undefined])
  })
}
