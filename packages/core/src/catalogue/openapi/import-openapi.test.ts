import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Api, KeywardError } from '@keyward/contract'
import { type ImportOptions, importOpenApi } from './import-openapi.ts'

type Json = Record<string, unknown>

const describe = (paths: Json, more: Json = {}): Json => ({
  openapi: '3.1.0',
  info: { title: 'Notes' },
  paths,
  ...more,
})

function made(paths: Json, more: Json = {}, options: Partial<ImportOptions> = {}) {
  const { api, notes, operations } = importOpenApi(describe(paths, more), { slug: 'notes', ...options })
  return { api: Api.parse(api), notes: notes.map(({ where, note }) => `${where}: ${note}`), operations }
}

/** `resource:action access METHOD /path`, one line an action. */
const lines = (paths: Json, more: Json = {}) =>
  made(paths, more).api.resources.flatMap((resource) =>
    resource.actions.map((action) =>
      [
        `${resource.name}:${action.name}`,
        action.access,
        ...action.routes.map((each) => `${each.method} ${each.path}`),
      ].join(' '),
    ),
  )

function refused(paths: Json, more: Json = {}, options: Partial<ImportOptions> = {}): string {
  try {
    made(paths, more, options)
  } catch (error) {
    assert.ok(error instanceof KeywardError, String(error))
    assert.equal(error.code, 'catalogue_invalid')
    return error.message
  }
  return 'imported'
}

test('a description that says nothing is named by its paths and methods, and reads are GET and HEAD', () => {
  const paths = {
    '/notes': { get: {}, post: {} },
    '/notes/{id}': { get: {}, head: { operationId: 'probe' }, put: {}, delete: {} },
    '/v1/api/tags': { get: {} },
    '/{anything}': { options: {} },
  }
  assert.deepEqual(lines(paths), [
    'notes:find read GET /notes',
    'notes:create write POST /notes',
    'notes:findOne read GET /notes/{id}',
    'notes:probe read HEAD /notes/{id}',
    'notes:update write PUT /notes/{id}',
    'notes:delete write DELETE /notes/{id}',
    'tags:find read GET /v1/api/tags',
    'root:options write OPTIONS /{anything}',
  ])
})

test('tags name the resource and the operationId’s tail the action', () => {
  const paths = {
    '/a': {
      get: { tags: ['Sticky Notes', 'x'], operationId: 'notes/list-for-user', summary: ' List\n them ' },
    },
    '/b': { get: { tags: ['sticky-notes'], operationId: 'notes.Export_all' } },
    '/c': { get: { tags: ['Kategorie für Ähnliches'], operationId: '…' } },
  }
  assert.deepEqual(lines(paths), [
    'sticky-notes:list-for-user read GET /a',
    'sticky-notes:Export_all read GET /b',
    'kategorie-fur-ahnliches:find read GET /c',
  ])
  const [notes] = made(paths).api.resources
  assert.equal(notes?.label, 'Sticky Notes')
  assert.deepEqual(
    notes?.actions.map(({ label }) => label),
    ['List them', 'Export all'],
  )
})

test('what an author says outright is kept, and one action said twice binds both routes', () => {
  const said = { 'x-keyward-resource': 'pages', 'x-keyward-action': 'save' }
  const paths = {
    '/a': {
      put: { ...said, tags: ['x'] },
      patch: { ...said },
      post: { operationId: 'save', tags: ['pages'] },
    },
    '/search': {
      'x-keyward-resource': 'pages',
      post: { 'x-keyward-action': 'search', 'x-keyward-access': 'read' },
    },
  }
  assert.deepEqual(lines(paths), [
    'pages:create-a write POST /a',
    'pages:save write PUT /a PATCH /a',
    'pages:search read POST /search',
  ])
})

test('of actions that would share a name none keeps it: an operation added later moves no name to another route', () => {
  const one = { '/a': { get: { tags: ['t'], operationId: 'x/list' } } }
  const two = { '/0': { get: { tags: ['t'], operationId: 'y/list' } }, ...one }
  assert.deepEqual(lines(one), ['t:list read GET /a'])
  assert.deepEqual(lines(two), ['t:y-list read GET /0', 't:x-list read GET /a'])
})

test('without operationIds, names that meet are told apart by their paths, and in the end by number', () => {
  const paths = {
    '/notes': { get: {} },
    '/notes/archive': { get: {} },
    '/notes/{id}/votes': { get: {} },
    '/notes/votes': { get: {} },
    '/notes/{id}': { put: {}, patch: {} },
  }
  assert.deepEqual(lines(paths), [
    'notes:find-notes read GET /notes',
    'notes:find-notes-archive read GET /notes/archive',
    'notes:get-notes-by-id-votes read GET /notes/{id}/votes',
    'notes:get-notes-votes read GET /notes/votes',
    'notes:put-notes-by-id write PUT /notes/{id}',
    'notes:patch-notes-by-id write PATCH /notes/{id}',
  ])
  const alike = { '/notes/a+b': { get: {} }, '/notes/a-b': { get: {} } }
  assert.deepEqual(lines(alike), ['notes:find read GET /notes/a+b', 'notes:find-2 read GET /notes/a-b'])
  assert.match(made(alike).notes.join(), /GET \/notes\/a\+b, GET \/notes\/a-b are told apart by number/)
})

test('one action cannot be both read and write', () => {
  const said = { 'x-keyward-resource': 'r', 'x-keyward-action': 's' }
  assert.match(
    refused({ '/s': { get: said, post: said } }),
    /POST \/s: is write and GET \/s is read, both r:s: give both the same x-keyward-access/,
  )
})

test('hosts and prefix come from the servers: variables spelt out, other prefixes left out and told', () => {
  const servers = [
    {
      url: 'https://{region}.Example.com:8443/{base}/',
      variables: { region: { enum: ['eu', 'us'], default: 'eu' }, base: { default: 'v2' } },
    },
    { url: 'http://localhost/v3' },
    { url: 'https://{unknown}.example.com' },
  ]
  const { api, notes } = made({ '/a': { get: {} } }, { servers })
  assert.deepEqual([api.hosts, api.pathPrefix], [['eu.example.com', 'us.example.com'], '/v2'])
  assert.match(notes.join('\n'), /localhost\/v3 is left out/)
  assert.match(notes.join('\n'), /`https:\/\/\{unknown\}\.example\.com` is not read/)
})

test('hosts and prefix that are given win, and an API without hosts is told of', () => {
  const servers = [{ url: 'https://api.example.com/v1' }]
  const given = made({ '/a': { get: {} } }, { servers }, { hosts: ['gateway.local'], pathPrefix: '/notes/' })
  assert.deepEqual([given.api.hosts, given.api.pathPrefix], [['gateway.local'], '/notes'])
  const relative = made({ '/a': { get: {} } }, { servers: [{ url: '/v1' }] })
  assert.deepEqual([relative.api.hosts, relative.api.pathPrefix], [[], '/v1'])
  assert.match(relative.notes.join(), /answers for every host/)
})

test('an operation served elsewhere has a permission and no route', () => {
  const paths = { '/a': { get: {}, post: { servers: [{ url: 'https://uploads.example.com' }] } } }
  const servers = [{ url: 'https://api.example.com' }]
  assert.deepEqual(lines(paths, { servers }), ['a:find read GET /a', 'a:create write'])
  assert.match(made(paths, { servers }).notes.join(), /POST \/a: is served at uploads\.example\.com/)
})

test('a parameter that is said to span segments does', () => {
  const components = { parameters: { p: { name: 'path', in: 'path', 'x-multi-segment': true } } }
  const paths = {
    '/contents/{path}': { get: { parameters: [{ $ref: '#/components/parameters/p' }] } },
    '/tree/{path}/log': {
      parameters: [{ name: 'path', in: 'path', 'x-keyward-multi-segment': true }],
      get: {},
    },
    '/one/{path}': { get: { parameters: [{ name: 'path', in: 'query', 'x-multi-segment': true }] } },
  }
  assert.deepEqual(lines(paths, { components }), [
    'contents:findOne read GET /contents/{+path}',
    'tree:find read GET /tree/{+path}/log',
    'one:findOne read GET /one/{path}',
  ])
})

test('only what a route needs is resolved: cycles and remote $refs elsewhere do not matter', () => {
  const components = {
    schemas: { a: { $ref: '#/components/schemas/b' }, b: { $ref: '#/components/schemas/a' } },
    pathItems: { notes: { get: { responses: { 200: { $ref: 'https://elsewhere/x.json' } } } } },
  }
  const paths = {
    '/notes': { $ref: '#/components/pathItems/notes', summary: 'Look' },
    '/b': { $ref: '#/paths/~1notes' },
  }
  assert.deepEqual(lines(paths, { components }), ['notes:find read GET /notes', 'b:find read GET /b'])
  assert.equal(made(paths, { components }).api.resources[0]?.actions[0]?.label, 'Look')
})

test('a path with a query is bound by its path alone', () => {
  const { api, notes } = made({ '/a?kind=x': { get: {} } })
  assert.equal(api.resources[0]?.actions[0]?.routes[0]?.path, '/a')
  assert.match(notes.join(), /routes ignore the query/)
})

test('keys that look like a prototype are words like any other', () => {
  const paths = JSON.parse(
    '{"/a":{"get":{"tags":["__proto__"],"operationId":"constructor","__proto__":{"x":1}}}}',
  )
  assert.deepEqual(lines(paths), ['proto:constructor read GET /a'])
  assert.match(refused(JSON.parse('{"__proto__":{"get":{}}}')), /__proto__: is no path/)
  assert.match(refused({ '/a': { $ref: '#/__proto__/toString' } }), /leads to nothing/)
})

const op = (id: string) => ({ get: { operationId: id } })
const BAD: Record<string, [paths: Json, says: RegExp]> = {
  'no operation': [{}, /paths: hold no operation; is the document cut off\?/],
  'a path without a slash': [{ notes: { get: {} } }, /notes: is no path/],
  'a path that is a text': [{ '/a': 'get' }, /\/a: is not an object/],
  'an operation cut off': [{ '/a': { get: null } }, /GET \/a: is not an object/],
  'an operationId twice': [
    { '/a': op('x'), '/b': op('x') },
    /GET \/b: has the operationId `x` of GET \/a: give each its own/,
  ],
  'a remote path': [
    { '/a': { $ref: 'paths.yaml#/a' } },
    /\/a: \$ref `paths.yaml#\/a` leads out of the document: bundle/,
  ],
  'a remote parameter': [
    { '/a/{b}': { get: { parameters: [{ $ref: 'p.yaml' }] } } },
    /GET \/a\/\{b\}: a parameter: .* leads out/,
  ],
  'a circle of paths': [
    { '/a': { $ref: '#/paths/~1b' }, '/b': { $ref: '#/paths/~1a' } },
    /\/a: .* leads back to itself/,
  ],
  'a $ref to nothing': [{ '/a': { $ref: '#/components/none' } }, /\/a: .* leads to nothing/],
  'half a parameter': [{ '/a/{b': { get: {} } }, /GET \/a\/\{b: `\{b` is not a whole parameter/],
  'a dot segment': [{ '/a/../b': { get: {} } }, /GET \/a\/\.\.\/b: /],
  'one route twice': [
    { '/a/{x}': op('one'), '/a/{y}': op('two') },
    /GET \/a\/\{y\} \(notes\/a:two\) takes the same requests as GET \/a\/\{x\} \(notes\/a:one\)/,
  ],
  'a dispatch by query': [{ '/?Action=A': op('one'), '/?Action=B': op('two') }, /takes the same requests/],
  'a wrong access': [
    { '/a': { get: { 'x-keyward-access': 'admin' } } },
    /GET \/a: x-keyward-access is read or write/,
  ],
  'a wrong action': [{ '/a': { get: { 'x-keyward-action': 'a:b' } } }, /GET \/a: x-keyward-action takes/],
  'a wrong resource': [
    { '/a': { get: { 'x-keyward-resource': 'A/B' } } },
    /GET \/a: x-keyward-resource takes/,
  ],
}
for (const [what, [paths, says]] of Object.entries(BAD))
  test(`${what} is refused by name`, () => assert.match(refused(paths), says))

const NO_DESCRIPTION: Record<string, [value: unknown, says: RegExp]> = {
  'a list': [[], /no API description/],
  nothing: [null, /no API description/],
  'another document': [{ name: 'x', version: '1' }, /openapi: is missing/],
  'Swagger 2': [{ swagger: '2.0', paths: {} }, /Swagger 2, which is not read: convert it to OpenAPI 3/],
  'OpenAPI 4': [{ openapi: '4.0.0', paths: {} }, /is "4.0.0": OpenAPI 3.0 and 3.1 are read/],
  'a version that is no text': [{ openapi: { toString: 1 }, paths: {} }, /OpenAPI 3.0 and 3.1 are read/],
  'half a document': [{ openapi: '3.0.3', info: {} }, /paths: is missing: .* is it cut off\?/],
}
for (const [what, [value, says]] of Object.entries(NO_DESCRIPTION))
  test(`${what} is refused with the way on`, () =>
    assert.throws(() => importOpenApi(value, { slug: 'x' }), says))

test('names and labels stay within their limits, however long the description’s are', () => {
  const long = 'Very long '.repeat(100)
  const { api } = made({
    '/a': { get: { tags: [long], operationId: long, summary: long } },
    '/b': { get: { tags: [long], operationId: `${long} b`, summary: '🗒'.repeat(150) } },
  })
  assert.equal(api.resources.length, 1)
  assert.equal(new Set(api.resources[0]?.actions.map(({ name }) => name)).size, 2)
  assert.ok(api.resources[0]?.actions.every(({ label }) => label.isWellFormed()))
})

test('absurd numbers of operations are refused, and soon', () => {
  const paths = (count: number, tag?: string) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`/p${at}`, { get: tag ? { tags: [tag] } : {} }]),
    )
  assert.match(refused(paths(501, 'one')), /one: has 501 operations, at most 500 fit: divide them/)
  assert.match(refused(paths(2001)), /resources: /)
  assert.match(refused(paths(5001)), /more than 5000 operations: import them as several APIs/)
})

test('what is made is plain data, the same after a trip between threads', () => {
  const imported = importOpenApi(describe({ '/a': { get: {}, trace: {} } }), { slug: 'notes' })
  assert.deepEqual(structuredClone(imported), imported)
  assert.match(imported.notes.map(({ where }) => where).join(), /TRACE \/a/)
})
