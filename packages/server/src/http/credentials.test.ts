import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPresented, refuseQueryCredential } from './credentials.ts'

const presented = (...values: string[]) => readPresented(values.flatMap((value) => ['Authorization', value]))

for (const header of ['Bearer abc', 'bearer abc', 'BEARER abc', 'bEaReR   abc'])
  test(`the scheme is read in any case: ${header}`, () => {
    assert.deepEqual(presented(header), { kind: 'bearer', text: 'abc' })
  })

test('nothing sent is nothing presented', () => {
  assert.deepEqual(presented(), { kind: 'none' })
})

for (const header of ['Basic YTpi', 'Digest x', 'abc', 'Bearerabc', 'Token abc', ''])
  test(`another scheme presents no token: ${JSON.stringify(header)}`, () => {
    assert.deepEqual(presented(header), { kind: 'other' })
  })

for (const header of ['Bearer', 'Bearer ', 'Bearer    ', `Bearer ${'x'.repeat(513)}`])
  test(`an empty or oversize token is malformed: ${header.slice(0, 12)}…`, () => {
    assert.throws(() => presented(header), { code: 'token_malformed' })
  })

test('a header that came twice is ambiguous, also when both say the same, in whatever case', () => {
  assert.throws(() => presented('Bearer abc', 'Bearer abc'), { code: 'credential_ambiguous' })
  assert.throws(() => readPresented(['authorization', 'Bearer a', 'AUTHORIZATION', 'Basic b']), {
    code: 'credential_ambiguous',
  })
})

for (const query of [
  'access_token=x',
  'token=',
  'api_key=x',
  'API-Key=x',
  'apikey=x',
  'key=x',
  'a=1&Access%5FToken=x',
  'token[]=x',
  'token',
])
  test(`a credential in the address is refused: ?${query}`, () => {
    assert.throws(() => refuseQueryCredential(`/v1/self?${query}`), { code: 'credential_in_query' })
  })

for (const url of ['/v1/self', '/v1/tokens?search=token', '/v1/tokens?cursor=key', '/v1/token=x/y'])
  test(`an innocent address passes: ${url}`, () => {
    assert.doesNotThrow(() => refuseQueryCredential(url))
  })
