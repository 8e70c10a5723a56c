import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Api } from '@keyward/contract'
import { diffApi, retiredBy } from './diff.ts'

/** Actions of one resource `r`, written `name access METHOD /path …`. */
function api(actions: string[], bound: object = {}): Api {
  return Api.parse({
    slug: 's',
    name: 'S',
    resources: [
      {
        name: 'r',
        label: 'R',
        actions: actions.map((line) => {
          const [name = '', access, ...words] = line.split(' ')
          const routes = words.flatMap((method, at) => (at % 2 ? [] : [{ method, path: words[at + 1] }]))
          return { name, label: name, access, routes }
        }),
      },
    ],
    ...bound,
  })
}

const NOTHING = {
  added: [],
  removed: [],
  accessChanged: [],
  moved: [],
  relocated: [],
  routesAdded: [],
  routesRemoved: [],
  widened: [],
  bound: null,
}
const BEFORE = api(['find read GET /n', 'findOne read GET /n/{id}', 'create write POST /n'])

test('nothing changes where only labels, order and parameters’ names do', () => {
  const after = api(['create write POST /n', 'findOne read GET /n/{noteId}', 'find read GET /n'], {
    name: 'New',
  })
  assert.deepEqual(diffApi(BEFORE, after), NOTHING)
})

test('permissions that come and go are named with their routes', () => {
  const diff = diffApi(
    BEFORE,
    api(['find read GET /n', 'findOne read GET /n/{id}', 'erase write DELETE /n/{id}']),
  )
  assert.deepEqual(
    diff.added.map((each) => [each.permission, each.access, each.label, each.routes]),
    [['s/r:erase', 'write', 'R: erase', [{ method: 'DELETE', path: '/n/{id}' }]]],
  )
  assert.deepEqual(
    diff.removed.map((each) => each.permission),
    ['s/r:create'],
  )
  assert.deepEqual(diff.routesAdded, [{ method: 'DELETE', path: '/n/{id}', permission: 's/r:erase' }])
  assert.deepEqual(diff.routesRemoved, [{ method: 'POST', path: '/n', permission: 's/r:create' }])
  assert.deepEqual(diff.widened, [])
})

test('a permission that changes its access is named', () => {
  const diff = diffApi(BEFORE, api(['find read GET /n', 'findOne write GET /n/{id}', 'create write POST /n']))
  assert.deepEqual(diff, {
    ...NOTHING,
    accessChanged: [{ permission: 's/r:findOne', from: 'read', to: 'write' }],
  })
})

test('a route that another permission opens is moved, and whoever would gain by it is told', () => {
  const diff = diffApi(
    BEFORE,
    api(['find read GET /n/{id}', 'findOne read GET /other', 'list read GET /n', 'create write POST /n']),
  )
  assert.deepEqual(diff.moved, [
    { method: 'GET', path: '/n/{id}', from: 's/r:findOne', to: 's/r:find' },
    { method: 'GET', path: '/n', from: 's/r:find', to: 's/r:list' },
  ])
  assert.deepEqual(diff.widened, [
    { method: 'GET', path: '/n/{id}', permission: 's/r:find', from: 's/r:findOne' },
    { method: 'GET', path: '/other', permission: 's/r:findOne', from: null },
  ])
})

test('an operation that has moved, and the first routes of a permission, widen nothing', () => {
  const before = api(['find read GET /v1/n', 'plain read', 'both write POST /n PUT /n'])
  const moved = api(['find read GET /v2/n', 'plain read GET /p POST /p', 'both write PUT /m POST /m'])
  const { widened, relocated, routesAdded, routesRemoved } = diffApi(before, moved)
  assert.deepEqual(widened, [])
  assert.deepEqual(
    relocated.map(({ permission, method, from, to }) => `${permission} ${method} ${from} ${to}`),
    ['s/r:find GET /v1/n /v2/n', 's/r:both PUT /n /m', 's/r:both POST /n /m'],
  )
  assert.deepEqual([routesAdded.map(({ path }) => path), routesRemoved], [['/p', '/p'], []])
})

test('HEAD, which a GET route takes anyway, widens nothing when it is spelt out, and moves when another takes it', () => {
  const spelt = ['findOne read GET /n/{id}', 'create write POST /n']
  assert.deepEqual(diffApi(BEFORE, api(['find read GET /n HEAD /n', ...spelt])), NOTHING)
  assert.deepEqual(diffApi(BEFORE, api(['find read GET /n', 'peek read HEAD /n', ...spelt])).moved, [
    { method: 'HEAD', path: '/n', from: 's/r:find', to: 's/r:peek' },
  ])
})

test('a route of another method, a further one, and one taken from another permission widen theirs', () => {
  const widenedBy = (actions: string[]) =>
    diffApi(BEFORE, api(actions)).widened.map(
      ({ method, path, permission }) => `${permission} ${method} ${path}`,
    )
  const others = ['findOne read GET /n/{id}', 'create write POST /n']
  assert.deepEqual(widenedBy(['find read DELETE /n', ...others]), ['s/r:find DELETE /n'])
  assert.deepEqual(widenedBy(['find read GET /n GET /all', ...others]), ['s/r:find GET /all'])
  assert.deepEqual(widenedBy(['find read GET /n GET /n/{id}', 'create write POST /n']), [
    's/r:find GET /n/{id}',
  ])
})

test('what is gone or widened is retired, each permission once', () => {
  const after = api(['find read GET /n GET /all GET /more', 'create write POST /n'])
  assert.deepEqual(retiredBy(diffApi(BEFORE, after)), ['s/r:findOne', 's/r:find'])
})

test('an API that comes adds all that it has, and one that goes retires it', () => {
  assert.deepEqual(diffApi(null, BEFORE).added.length, 3)
  assert.deepEqual(retiredBy(diffApi(null, BEFORE)), [])
  assert.deepEqual(retiredBy(diffApi(BEFORE, null)), ['s/r:find', 's/r:findOne', 's/r:create'])
})

test('a change of hosts or prefix is told, their order and case of listing aside', () => {
  const [one, two] = [{ hosts: ['a', 'b'] }, { hosts: ['b', 'a'], pathPrefix: '/v2' }]
  assert.deepEqual(diffApi(api(['f read'], one), api(['f read'], { ...two, pathPrefix: '' })), NOTHING)
  assert.deepEqual(diffApi(api(['f read'], one), api(['f read'], two)).bound, {
    hosts: [
      ['a', 'b'],
      ['a', 'b'],
    ],
    pathPrefix: ['', '/v2'],
  })
})
