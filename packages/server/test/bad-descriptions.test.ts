import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { test } from 'node:test'
import { describing, importing, preview } from './parts/describing.ts'
import { openSetUpServer } from './parts/house.ts'

const MAIL = describing(['GET /mail mail/find'])
const openapi = (paths: object, more: object = {}) =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'X', version: '1' }, paths, ...more })
const laughs = 'bcdefghi'
  .split('')
  .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`)}]`)

/** What is wrong, and what whoever imported it is told: where, and the way on. */
const BAD: Record<string, [document: string, told: RegExp]> = {
  'cut in half': [
    JSON.stringify(JSON.parse(MAIL), null, 1).slice(0, 120),
    /line \d+: .*no whole JSON document; is it cut off\?/,
  ],
  'cut in half, on one line': [MAIL.slice(0, 90), /character \d+: .*is it cut off\?/],
  'YAML cut in half': ['openapi: 3.1.0\npaths:\n  /a:\n    get: {', /line 4: /],
  'a cycle of $refs': [
    openapi({ '/a': { $ref: '#/paths/~1b' }, '/b': { $ref: '#/paths/~1a' } }),
    /\/a: \$ref `#\/paths\/~1b` leads back to itself/,
  ],
  'a remote $ref': [
    openapi({ '/a': { $ref: 'https://other.example/paths.json' } }),
    /leads out of the document: bundle the files into one/,
  ],
  'an operationId twice': [
    describing(['GET /a same', 'GET /b same']),
    /GET \/b: has the operationId `same` of GET \/a: give each its own/,
  ],
  'a YAML bomb': [
    `openapi: 3.1.0\na: &a [lol]\n${laughs.join('\n')}\n`,
    /repeats itself through YAML aliases too often/,
  ],
  'a tower of brackets': ['['.repeat(500_000), /no whole JSON document/],
  'a tower of dashes': ['- '.repeat(50_000), /nested too deeply/],
  'Swagger 2': [
    JSON.stringify({ swagger: '2.0', paths: {} }),
    /Swagger 2, which is not read: convert it to OpenAPI 3/,
  ],
  'a route of another API': [
    MAIL,
    /GET \/mail \(other\/notes:find\) takes the same requests as GET \/mail \(mail\/notes:find\)/,
  ],
  'no operation': [openapi({}), /hold no operation; is the document cut off\?/],
  'another format': ['<html></html>', /an OpenAPI document is an object/],
  nothing: ['', /empty/],
}

test('[B4] a description that cannot be imported is refused with where and what to do, and the old revision stays in force', async (t) => {
  const house = await openSetUpServer(t)
  await importing(house, MAIL)
  const before = await house.ask('GET', '/v1/catalogue', { as: house.owner })
  for (const [what, [document, told]] of Object.entries(BAD)) {
    const { status, body } = await preview(house, document, { slug: 'other' })
    assert.deepEqual([status, body.code], [400, 'catalogue_invalid'], what)
    assert.match(body.detail, told, what)
  }
  assert.deepEqual((await house.ask('GET', '/v1/catalogue', { as: house.owner })).body, before.body)
})

test('options that mean nothing are refused by field', async (t) => {
  const house = await openSetUpServer(t)
  for (const [query, field] of [
    ['slug=No%20Slug', 'slug'],
    ['slug=', 'slug'],
    ['slug=a&hosts=https://api.example', 'hosts'],
    ['slug=a&hosts=*.example', 'hosts'],
    ['slug=a&pathPrefix=api', 'pathPrefix'],
    ['slug=a&base=1', 'base'],
  ]) {
    const { status, body } = await house.ask('POST', `/v1/catalogue/imports?${query}`, {
      as: house.owner,
      body: MAIL,
      headers: { 'content-type': 'application/json' },
    })
    assert.deepEqual([status, body.code, body.errors?.[0].path], [400, 'request_invalid', field], query)
  }
  const { body } = await preview(house, MAIL, { slug: 'keyward' })
  assert.equal(body.detail, 'slug: `keyward` is Keyward’s own')
})

test('a description is read as YAML or JSON under its own media types, whatever it is then, and under no other', async (t) => {
  const house = await openSetUpServer(t)
  const yaml = 'openapi: 3.1.0\npaths:\n  /a:\n    get: { operationId: a/find, responses: {} }\n'
  for (const type of ['application/yaml', 'application/json', 'text/yaml', 'text/plain; charset=utf-8'])
    for (const document of [MAIL, yaml]) {
      const { status } = await preview(house, document, { as: { headers: { 'content-type': type } } })
      assert.equal(status, 201, type)
    }
  for (const type of [
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
  ]) {
    const { status, body } = await preview(house, MAIL, { as: { headers: { 'content-type': type } } })
    assert.deepEqual([status, body.code], [415, 'content_type_unsupported'], type)
  }
  const latin = await house.app.inject({
    method: 'POST',
    url: '/v1/catalogue/imports?slug=a',
    headers: { cookie: house.owner.cookie, origin: 'http://localhost:4117', 'content-type': 'text/yaml' },
    payload: Buffer.from([0x63, 0x61, 0x66, 0xe9]),
  })
  assert.match(JSON.parse(latin.body).detail, /not UTF-8/)
})

test('40 MB are refused, told beforehand or not, and a stranger’s megabytes are not read', async (t) => {
  const house = await openSetUpServer(t)
  const { port } = new URL(await house.app.listen({ host: '127.0.0.1', port: 0 }))
  const send = async (headers: Record<string, string>, megabytes: number) => {
    const asking = request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/v1/catalogue/imports?slug=a',
      headers: { 'content-type': 'application/yaml', ...headers },
    })
    asking.on('error', () => {})
    for (let sent = 0; sent < megabytes && !asking.destroyed; sent++)
      asking.write(Buffer.alloc(1024 ** 2, 32))
    asking.end()
    const [answer] = await once(asking, 'response')
    return [answer.statusCode, JSON.parse(await readText(answer)).code]
  }
  const { plaintext } = await house.generate({
    name: 'i',
    owner: 'organization',
    access: { kind: 'custom', scopes: ['keyward/catalogue:import'] },
  })
  const authorization = `Bearer ${plaintext}`
  assert.deepEqual(await send({ authorization, 'content-length': String(40 * 1024 ** 2) }, 40), [
    413,
    'request_too_large',
  ])
  assert.deepEqual(await send({ authorization, 'transfer-encoding': 'chunked' }, 40), [
    413,
    'request_too_large',
  ])
  assert.deepEqual(await send({ 'content-length': String(1024 ** 2) }, 1), [401, 'credential_missing'])
  assert.deepEqual(await send({ authorization, 'transfer-encoding': 'chunked' }, 20), [
    400,
    'catalogue_invalid',
  ])
})
