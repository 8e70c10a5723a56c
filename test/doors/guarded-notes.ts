// What every guarded example promises, asked over a real socket: a good, a narrow, an expired, a revoked token, and none.
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { createVerifier, type Verifier } from '@keyward/client'
import { openSetUpServer, type SetUpHouse } from '../../packages/server/test/parts/house.ts'

const HOUR = 3_600_000

export type Tokens = Record<
  'good' | 'narrow' | 'expired' | 'revoked' | 'personal' | 'limited' | 'manager',
  string
>

export type Doors = {
  house: SetUpHouse
  /** Where Keyward listens. */
  url: string
  tokens: Tokens
  /** One verifier for each way in which a service can have tokens judged. */
  verifiers: { remote: Verifier; embedded: SetUpHouse['keyward'] }
}

/** Keyward on a port, with tokens in every condition. */
export async function openDoors(t: TestContext): Promise<Doors> {
  const house = await openSetUpServer(t)
  await house.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = house.app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const generate = async (name: string, scopes: string[], more = {}) =>
    house.generate({ name, owner: 'organization', access: { kind: 'custom', scopes }, ...more })
  const both = ['notes/notes:find', 'notes/notes:create']
  const good = await generate('good', both)
  const narrow = await generate('narrow', ['notes/notes:find'])
  const expired = await generate('expired', both, { duration: { days: 1 } })
  const revoked = await generate('revoked', both)
  const personal = await generate('personal', both, { owner: 'user' })
  const limited = await generate('limited', both, {
    conditions: { rateLimit: { limit: 1, windowSeconds: 86_400 } },
  })
  const manager = await generate('manager', ['keyward/api-tokens:*', 'notes/notes:find'])
  await house.ask('POST', `/v1/tokens/${revoked.id}/revoke`, { as: house.owner, body: {} })
  house.pass(25 * HOUR)
  const remote = createVerifier({ baseUrl: url, credential: house.verifier })
  return {
    house,
    url,
    tokens: {
      good: good.plaintext,
      narrow: narrow.plaintext,
      expired: expired.plaintext,
      revoked: revoked.plaintext,
      personal: personal.plaintext,
      limited: limited.plaintext,
      manager: manager.plaintext,
    },
    verifiers: { remote, embedded: house.keyward },
  }
}

/** Asks a notes API at an address, and holds it to its promises. */
export async function checkNotes(address: string, tokens: Tokens): Promise<void> {
  const call = async (token: string | undefined, method = 'GET', path = '/notes') => {
    const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` })
    if (method === 'POST') headers.set('content-type', 'application/json')
    const body = method === 'POST' ? JSON.stringify({ title: 'Mine' }) : null
    const answer = await fetch(address + path, { method, headers, body })
    const { status } = answer
    return { status, challenge: answer.headers.get('www-authenticate'), body: await jsonOf(answer), answer }
  }

  const none = await call(undefined)
  assert.deepEqual(
    [none.status, none.challenge, none.body.code],
    [401, 'Bearer realm="notes"', 'credential_missing'],
  )
  assert.match(none.answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
  assert.equal(none.answer.headers.get('cache-control'), 'no-store')

  for (const [token, code] of [
    [tokens.expired, 'token_expired'],
    [tokens.revoked, 'token_revoked'],
    [`${tokens.good.slice(0, -1)}!`, 'token_malformed'],
  ] as const) {
    const refused = await call(token)
    assert.deepEqual([refused.status, refused.body.code], [401, code])
    assert.match(refused.challenge ?? '', /^Bearer realm="notes", error="invalid_token"/)
  }

  assert.equal((await call(tokens.narrow)).status, 200)
  const lacking = await call(tokens.narrow, 'POST')
  assert.deepEqual(
    [lacking.status, lacking.body.code, lacking.body.permission, lacking.body.token.name],
    [403, 'permission_missing', 'notes/notes:create', 'narrow'],
  )
  assert.equal(
    lacking.challenge,
    'Bearer realm="notes", error="insufficient_scope", scope="notes/notes:create"',
  )

  const made = await call(tokens.good, 'POST')
  assert.deepEqual([made.status, made.body.title, made.body.author], [201, 'Mine', 'good'])
  const { notes } = (await call(tokens.good)).body
  assert.ok(notes.some(({ author }: { author: string }) => author === 'good'))

  const me = (await call(tokens.personal, 'GET', '/me')).body
  assert.deepEqual([me.tokenName, me.owner.kind, me.owner.name], ['personal', 'user', 'Ada Berg'])

  const first = await call(tokens.limited)
  assert.deepEqual([first.status, first.answer.headers.get('ratelimit')?.split(';')[1]], [200, 'r=0'])
  const second = await call(tokens.limited)
  assert.deepEqual([second.status, second.body.code], [429, 'rate_limited'])
  assert.equal(second.answer.headers.get('retry-after'), String(second.body.retry_after))

  const inAddress = await call(tokens.good, 'GET', `/notes?access_token=${tokens.good}`)
  assert.deepEqual([inAddress.status, inAddress.body.code], [400, 'credential_in_query'])
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
export const jsonOf = async (answer: Response): Promise<any> => answer.json()
