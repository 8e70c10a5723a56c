import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiInput } from '@keyward/contract'
import { type House, openHouse } from '../../test/house.ts'

const api = (findPath: string): ApiInput => ({
  slug: 'notes',
  name: 'Notes',
  hosts: ['api.acme.example'],
  resources: [
    {
      name: 'notes',
      label: 'Notes',
      actions: [
        { name: 'find', label: 'List', access: 'read', routes: [{ method: 'GET', path: findPath }] },
        { name: 'create', label: 'Write', access: 'write', routes: [{ method: 'POST', path: '/notes' }] },
      ],
    },
  ],
})
const request = (method: string, target: string, host = 'api.acme.example') => ({ method, target, host })

const made = ({ keyward, host }: House) => keyward.generateToken(host, { name: 'ci', owner: 'organization' })

/** What comes of a request, and why where it is at no route. */
async function told({ keyward }: Pick<House, 'keyward'>, text: string, asked: ReturnType<typeof request>) {
  const verdict = await keyward.verifyRequest(text, asked)
  return verdict.valid ? 'valid' : [verdict.code, verdict.why ?? verdict.need]
}

test('a request is judged by the permission of its route, without I/O once its token is known', async (t) => {
  const house = await openHouse(t, [api('/notes')])
  const { plaintext } = await made(house)
  assert.equal(house.keyward.verifyRequestNow(plaintext, request('GET', '/notes')), undefined)
  assert.equal(await told(house, plaintext, request('GET', '/notes?page=2')), 'valid')
  const denied = house.keyward.verifyRequestNow(plaintext, request('POST', '/notes'))
  assert.deepEqual(denied?.valid === false && [denied.code, denied.need, denied.caller?.tokenName], [
    'permission_missing',
    'notes/notes:create',
    'ci',
  ])
})

test('a request at no route is refused, and why is told', async (t) => {
  const house = await openHouse(t, [api('/notes')])
  const { plaintext } = await made(house)
  const cases = [
    [request('GET', '/other'), 'route_unknown'],
    [request('DELETE', '/notes'), 'route_unknown'],
    [request('GET', '/x/..%2fnotes'), 'target_ambiguous'],
    [request('GET', '/Notes'), 'case_differs'],
    [request('GET', '/notes', 'other.example'), 'host_unknown'],
  ] as const
  for (const [asked, why] of cases)
    assert.deepEqual(await told(house, plaintext, asked), ['route_unmapped', why])
})

test('a request at no route tells nothing of a token that is not good', async (t) => {
  const house = await openHouse(t, [api('/notes')])
  const { plaintext, token } = await made(house)
  const nowhere = request('GET', '/nowhere')
  assert.deepEqual(await told(house, 'kw_nonsense', nowhere), ['token_malformed', null])
  const other = await openHouse(t)
  assert.deepEqual(await told(house, (await made(other)).plaintext, nowhere), ['token_unknown', null])
  await house.keyward.revokeToken(house.host, { tokenId: token.id })
  assert.deepEqual(await told(house, plaintext, nowhere), ['token_revoked', null])
})

test('a changed catalogue is in force for the very next request, in another process too', async (t) => {
  const house = await openHouse(t, [api('/notes')])
  const { plaintext } = await made(house)
  assert.equal(await told(house, plaintext, request('GET', '/notes')), 'valid')
  await house.another({ catalogue: [api('/all-notes')] })
  assert.deepEqual(await told(house, plaintext, request('GET', '/notes')), [
    'route_unmapped',
    'route_unknown',
  ])
  assert.equal(await told(house, plaintext, request('GET', '/all-notes')), 'valid')
})

test('a catalogue read before the first verification is not trusted after it', async (t) => {
  const house = await openHouse(t, [api('/notes')])
  const { plaintext } = await made(house)
  const late = await house.another({ catalogue: [api('/notes')] })
  await late.getCatalogue(house.host, {})
  await house.another({ catalogue: [api('/all-notes')] })
  assert.equal(await told({ keyward: late }, plaintext, request('GET', '/all-notes')), 'valid')
})

test('two routes that claim the same requests stop the start, and both are named', async (t) => {
  const clashing = { ...api('/notes'), slug: 'other' }
  await assert.rejects(openHouse(t, [api('/notes'), clashing]), {
    code: 'catalogue_invalid',
    message: /GET \/notes \(other\/notes:find\) takes the same requests as GET \/notes \(notes\/notes:find\)/,
  })
})
