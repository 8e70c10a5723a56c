import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiInput } from '@keyward/contract'
import { openSetUpServer } from './parts/house.ts'

const DAY_MS = 86_400_000
const find = {
  name: 'find',
  label: 'Find',
  access: 'read' as const,
  routes: [{ method: 'GET' as const, path: '/notes' }],
}
const API: ApiInput = {
  slug: 'notes',
  name: 'Notes',
  hosts: ['notes.acme.example'],
  resources: [{ name: 'notes', label: 'Notes', actions: [find] }],
}
const ASKING = { host: 'notes.acme.example', 'x-original-method': 'GET', 'x-original-uri': '/notes' }

test('[B8] answers say when a token expires from seven days before on, or from one day, if twice that was left at its birth', async (t) => {
  const house = await openSetUpServer(t, { catalogue: [API] })
  const toldOf = async (plaintext: string) => {
    const verified = await house.ask('GET', '/v1/verify', { as: plaintext })
    const forwarded = await house.ask('GET', '/v1/forward-auth', { as: plaintext, headers: ASKING })
    assert.deepEqual([verified.status, forwarded.status], [200, 204], verified.text)
    const header = verified.headers['keyward-token-expires']
    // A gateway copies what is sent, so that nothing that a client sent under the name gets through.
    assert.equal(forwarded.headers['keyward-token-expires'], header ?? '')
    if (header !== undefined) assert.equal(header, verified.body.caller.expiresAt)
    return header !== undefined
  }
  const lives: Record<string, unknown> = {
    month: { days: 30 },
    fortnight: { days: 14 },
    thirteen: { days: 13 },
    two: { days: 2 },
    one: { days: 1 },
    forever: 'unlimited',
  }
  const tokens = new Map<string, string>()
  for (const [name, duration] of Object.entries(lives))
    tokens.set(name, (await house.generate({ name, duration })).plaintext)
  const told = async () => {
    const names = []
    for (const [name, plaintext] of tokens) if (await toldOf(plaintext)) names.push(name)
    return names
  }
  assert.deepEqual(await told(), [])
  tokens.delete('one')
  house.pass(DAY_MS)
  assert.deepEqual(await told(), ['two'])
  tokens.delete('two')
  house.pass(6 * DAY_MS)
  assert.deepEqual(await told(), ['fortnight'])
  house.pass(5 * DAY_MS)
  assert.deepEqual(await told(), ['fortnight', 'thirteen'])
  tokens.delete('thirteen')
  tokens.delete('fortnight')
  house.pass(11 * DAY_MS)
  assert.deepEqual(await told(), ['month'])
})
