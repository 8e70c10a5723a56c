import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Api, KeywardError } from '@keyward/contract'
import { compileInSteps, compileRoutes } from './compile-routes.ts'

/** One resource `r` whose actions are named by the keys; each binds its routes, written `GET /path`. */
function api(slug: string, actions: Record<string, string | string[]>, bound: object = {}): Api {
  const split = (route: string) => ({ method: route.split(' ')[0], path: route.split(' ')[1] })
  return Api.parse({
    slug,
    name: slug,
    hosts: ['api.example.com'],
    resources: [
      {
        name: 'r',
        label: 'R',
        actions: Object.entries(actions).map(([name, routes]) => ({
          name,
          label: name,
          access: 'read',
          routes: [routes].flat().map(split),
        })),
      },
    ],
    ...bound,
  })
}

const NOTES = api('notes', {
  find: 'GET /notes',
  findOne: 'GET /notes/{id}',
  me: 'GET /notes/me',
  update: ['PUT /notes/{id}', 'PATCH /notes/{noteId}'],
  json: 'GET /notes/{id}.json',
  compare: 'GET /compare/{base}...{head}',
  basehead: 'GET /compare/{basehead}',
  file: 'GET /files/{+path}',
  history: 'GET /files/{+path}/history',
  root: 'GET /files/{name}',
  head: 'HEAD /notes/me',
  slashed: 'GET /slashed/',
  bare: 'GET /',
  orders: 'GET /{org}/latest',
  books: 'GET /books/{id}',
  same: ['GET /{org}/same', 'GET /alike/{id}'],
})
const matcher = compileRoutes({ apis: [NOTES] })

const MATCHES: Record<string, string> = {
  'GET /notes': 'find',
  'GET /notes?id=/notes/me': 'find',
  'GET /notes/7': 'findOne',
  'GET /notes/m%65': 'me',
  'GET /notes/me': 'me',
  'GET /notes/mee': 'findOne',
  'GET /notes/7.json': 'json',
  'GET /notes/.json': 'findOne',
  'PUT /notes/7': 'update',
  'PATCH /notes/7': 'update',
  'HEAD /notes/7': 'findOne',
  'HEAD /notes/me': 'head',
  'GET /compare/main...dev': 'compare',
  'GET /compare/main..dev': 'basehead',
  'GET /files/a': 'root',
  'GET /files/a/b/c': 'file',
  'GET /files/a/b/history': 'history',
  'GET /files/history/history': 'history',
  'GET /files/history': 'root',
  'GET /slashed/': 'slashed',
  'GET /': 'bare',
  'GET /acme/latest': 'orders',
  'GET /books/7': 'books',
  'GET /alike/same': 'same',
}
for (const [request, action] of Object.entries(MATCHES))
  test(`${request} needs ${action}`, () => {
    const [method = '', target = ''] = request.split(' ')
    assert.deepEqual(matcher.match(method, 'api.example.com', target), { permission: `notes/r:${action}` })
  })

const REFUSED: Record<string, string> = {
  'GET /unknown': 'route_unknown',
  'DELETE /notes': 'route_unknown',
  'get /notes': 'route_unknown',
  'OPTIONS /notes': 'route_unknown',
  'GET /notes/': 'route_unknown',
  'GET /slashed': 'route_unknown',
  'GET /files/': 'route_unknown',
  'GET /files/a/': 'route_unknown',
  'GET /notes/7/8': 'route_unknown',
  'GET /notes%2f7': 'target_ambiguous',
  'GET /notes/../notes': 'target_ambiguous',
  'GET /notes//7': 'target_ambiguous',
  'GET /notes/me;x': 'target_ambiguous',
  'GET http://api.example.com/notes': 'target_ambiguous',
  'GET /NOTES': 'case_differs',
  'GET /notes/ME': 'case_differs',
  'GET /notes/7.JSON': 'case_differs',
  'GET /files/a/b/History': 'case_differs',
  'GET /books/latest': 'routes_cross',
  'GET /books/Latest': 'routes_cross',
}
for (const [request, why] of Object.entries(REFUSED))
  test(`${request} is refused: ${why}`, () => {
    const [method = '', target = ''] = request.split(' ')
    assert.deepEqual(matcher.match(method, 'api.example.com', target), { refused: 'route_unmapped', why })
  })

test('a host is compared without case and port, and an unknown one is refused', () => {
  for (const host of ['API.Example.com', 'api.example.com:8443'])
    assert.deepEqual(matcher.match('GET', host, '/notes'), { permission: 'notes/r:find' })
  for (const host of ['', 'example.com', 'api.example.com.evil.org', 'api.example.com.', 'constructor'])
    assert.deepEqual(matcher.match('GET', host, '/notes'), { refused: 'route_unmapped', why: 'host_unknown' })
})

test('a prefix stands before every path of its API, and two APIs share a host by it', () => {
  const both = compileRoutes({
    apis: [
      api('one', { find: 'GET /notes' }, { pathPrefix: '/v1' }),
      api('two', { find: 'GET /notes' }, { pathPrefix: '/v2' }),
    ],
  })
  const at = (target: string) => both.match('GET', 'api.example.com', target)
  assert.deepEqual(at('/v1/notes'), { permission: 'one/r:find' })
  assert.deepEqual(at('/v2/notes'), { permission: 'two/r:find' })
  assert.deepEqual(at('/notes'), { refused: 'route_unmapped', why: 'route_unknown' })
})

test('an API without hosts answers for every host, beside the APIs that name one', () => {
  const both = compileRoutes({
    apis: [api('any', { find: 'GET /any' }, { hosts: [] }), api('own', { find: 'GET /own' })],
  })
  assert.deepEqual(both.match('GET', 'elsewhere', '/any'), { permission: 'any/r:find' })
  assert.deepEqual(both.match('GET', 'api.example.com', '/any'), { permission: 'any/r:find' })
  assert.deepEqual(both.match('GET', 'api.example.com', '/own'), { permission: 'own/r:find' })
  assert.deepEqual(both.match('GET', 'elsewhere', '/own'), {
    refused: 'route_unmapped',
    why: 'route_unknown',
  })
})

const CLAIMED_TWICE: Record<string, Api[]> = {
  'two APIs at one host': [
    api('a', { x: 'GET /v1/{id}' }),
    api('b', { y: 'GET /{k}' }, { pathPrefix: '/v1' }),
  ],
  'an API without hosts and one with': [api('a', { x: 'GET /n' }, { hosts: [] }), api('b', { y: 'GET /n' })],
  'hosts in other letters': [
    api('a', { x: 'GET /n' }),
    api('b', { y: 'GET /n' }, { hosts: ['API.EXAMPLE.COM:80'] }),
  ],
  'two actions of one API': [api('a', { x: 'GET /n/{a}/m', y: 'GET /n/{b}/m' })],
  'a segment of pieces': [api('a', { x: 'GET /{a}.json', y: 'GET /{b}.json' })],
  'spanning parameters': [api('a', { x: 'GET /{+a}/m', y: 'GET /{+b}/m' })],
  'one path encoded and plain': [api('a', { x: 'GET /note', y: 'GET /n%6Fte' })],
}
for (const [what, apis] of Object.entries(CLAIMED_TWICE))
  test(`${what}: one route claimed twice is a fault that names both`, () => {
    assert.throws(
      () => compileRoutes({ apis }),
      (error) =>
        error instanceof KeywardError &&
        error.code === 'catalogue_invalid' &&
        /\(a\/r:x\)/.test(error.message) &&
        /\((a|b)\/r:y\)/.test(error.message),
    )
  })

test('one action may bind a route twice, and a faulty path is named with its place', () => {
  assert.doesNotThrow(() => compileRoutes({ apis: [api('a', { x: ['GET /n/{a}', 'GET /n/{b}'] })] }))
  assert.throws(
    () => compileRoutes({ apis: [NOTES, api('a', { x: ['GET /n', 'GET /n/{b'] })] }),
    (error) =>
      error instanceof KeywardError &&
      error.details.fields?.[0]?.path === 'apis.1.resources.0.actions.0.routes.1',
  )
})

test('a large catalogue is laid out in small steps, and comes to the same', () => {
  const actions = Object.fromEntries(Array.from({ length: 450 }, (_, at) => [`a${at}`, `GET /r${at}/{id}`]))
  const steps = compileInSteps({ apis: [api('large', actions)] })
  let count = 0
  let step = steps.next()
  for (; !step.done; step = steps.next()) count++
  assert.ok(count >= 12, `${count} steps`)
  assert.deepEqual(step.value.match('HEAD', 'api.example.com', '/r449/7'), { permission: 'large/r:a449' })
})
