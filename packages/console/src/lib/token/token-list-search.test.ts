import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isGlance,
  isNarrowed,
  nextSort,
  parseTokenListSearch,
  reachOf,
  searchOfGlance,
  toFilter,
} from './token-list-search.ts'

test('an address is read field by field, and what is not understood is passed over', () => {
  assert.deepEqual(
    parseTokenListSearch({
      tab: 'mine',
      status: 'revoked,nonsense,active',
      sort: '-name',
      search: 'ci',
      x: '1',
    }),
    { tab: 'mine', status: ['active', 'revoked'], search: 'ci', sort: '-name' },
  )
  assert.deepEqual(parseTokenListSearch({ tab: 'theirs', status: '', sort: 'secret' }), {})
})

test('the tab Organisation shows everything only to those who may read members’ tokens', () => {
  assert.equal(reachOf({}, true), undefined)
  assert.equal(reachOf({}, false), 'organization')
  assert.equal(reachOf({ owner: 'members' }, false), 'organization')
  assert.equal(reachOf({ owner: 'members' }, true), 'members')
  assert.equal(reachOf({ tab: 'mine', owner: 'members' }, true), 'mine')
})

test('the filter of a bulk act is the filter of the list', () => {
  assert.deepEqual(toFilter({ status: ['revoked'], search: '  ci ', sort: 'name' }, true), {
    status: ['revoked'],
    search: 'ci',
  })
  assert.equal(isNarrowed({ tab: 'mine', sort: 'name' }), false)
  assert.equal(isNarrowed({ search: 'ci' }), true)
})

test('a header sorts its natural way first, then the other, then not at all', () => {
  assert.deepEqual(
    [nextSort('name', undefined), nextSort('name', 'name'), nextSort('name', '-name')],
    ['name', '-name', undefined],
  )
  assert.equal(nextSort('lastUsedAt', 'name'), '-lastUsedAt')
})

test('a glance asks for exactly what it counts, keeps tab and order, and is known again in the address', () => {
  const before = { search: 'ci', owner: 'members', sort: 'name', status: ['revoked'] } as const
  const live = searchOfGlance({ ...before, status: [...before.status] }, 'live')
  assert.deepEqual(live, { sort: 'name', status: ['pending', 'active', 'stopped'] })
  const unused = searchOfGlance(live, 'never_used')
  assert.deepEqual(unused, { sort: 'name', mark: 'never_used' })
  for (const [search, glance] of [
    [live, 'live'],
    [unused, 'never_used'],
  ] as const) {
    assert.ok(isGlance(parseTokenListSearch({ ...search, status: search.status?.join() }), glance))
    assert.ok(isNarrowed(search))
  }
  assert.equal(isGlance(unused, 'live'), false)
  assert.deepEqual(searchOfGlance(unused, undefined), { sort: 'name' })
})
