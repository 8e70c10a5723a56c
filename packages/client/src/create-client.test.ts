import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { inspect } from 'node:util'
import { type Operation, type OperationName, operations } from '@keyward/contract'
import { OPERATION_DOCS } from '@keyward/contract/docs'
import { type Client, type ClientOptions, createClient } from './create-client.ts'
import { eachNameOf } from './pages.ts'
import { KeywardProblem } from './problem.ts'

const TOKEN = 'kw_0123456789abcdef_secretsecretsecret'
const ID = '0123456789abcdEF'

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
type Reply = (response: ServerResponse, seen: Seen, count: number) => void

/** A server that answers as told and remembers what it was sent, and a client of it whose waits are noted, not waited. */
async function stand(t: TestContext, reply: Reply, options: Partial<ClientOptions> = {}) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method = '', url = '', headers } = request
    const entry = { method, url, headers, body }
    reply(response, entry, seen.push(entry))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const waits: number[] = []
  const client = createClient({
    baseUrl: `http://127.0.0.1:${port}`,
    token: TOKEN,
    random: () => 0,
    timeoutMs: 60_000,
    timers: {
      after(delayMs, work) {
        if (delayMs < 20_000) waits.push(delayMs)
        const timer = setTimeout(work, delayMs < 20_000 ? 0 : delayMs)
        return () => clearTimeout(timer)
      },
    },
    ...options,
  })
  return { client, seen, waits, port }
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body))

const problem = (response: ServerResponse, body: { status: number; code: string }, headers = {}) =>
  response
    .writeHead(body.status, { 'content-type': 'application/problem+json', ...headers })
    .end(JSON.stringify({ type: 'about:blank', title: 'A title', ...body }))

async function failure(promise: Promise<unknown>): Promise<KeywardProblem> {
  const error = await promise.then(
    () => assert.fail('expected a failure'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof KeywardProblem, inspect(error))
  return error
}

test('a call sends path, query and body fields each to its place, as the contract says', async (t) => {
  const { client, seen } = await stand(t, (response) => json(response, 200, { any: 'thing' }), {
    organization: 'org_1',
  })
  await client.updateToken({ tokenId: 'a/b c?#', name: 'New name', duration: { days: 7 } })
  await client.listTokens({ status: ['active', 'revoked'], search: 'é&=', limit: 5 })
  await client.getSession()
  const [update, list, session] = seen
  assert.equal(update?.method, 'PATCH')
  assert.equal(update?.url, '/v1/tokens/a%2Fb%20c%3F%23')
  assert.deepEqual(JSON.parse(update?.body ?? ''), { name: 'New name', duration: { days: 7 } })
  assert.equal(update?.headers['content-type'], 'application/json')
  assert.equal(update?.headers.authorization, `Bearer ${TOKEN}`)
  assert.equal(update?.headers['keyward-organization'], 'org_1')
  assert.equal(list?.url, '/v1/tokens?status=active&status=revoked&search=%C3%A9%26%3D&limit=5')
  assert.equal(list?.headers['content-type'], undefined)
  assert.equal(session?.url, '/v1/session')
})

test('the token is asked for before each request, and none is sent when there is none', async (t) => {
  const tokens = ['first', undefined, ' third\n']
  const { client, seen } = await stand(t, (response) => json(response, 200, {}), {
    token: () => tokens.shift(),
  })
  for (let i = 0; i < 3; i++) await client.getSession()
  assert.deepEqual(
    seen.map(({ headers }) => headers.authorization),
    ['Bearer first', undefined, 'Bearer third'],
  )
})

test('fields that this client does not know reach the caller', async (t) => {
  const { client } = await stand(t, (response) => json(response, 200, { done: true, since: 'later' }))
  assert.deepEqual(await client.getSetup(), { done: true, since: 'later' })
})

test('an answer without a body is undefined', async (t) => {
  const { client } = await stand(t, (response) => response.writeHead(204).end())
  assert.equal(await client.signOut(), undefined)
})

test('a problem arrives with every fact that the server gave', async (t) => {
  const facts = {
    status: 403,
    code: 'permission_missing',
    detail: 'It lacks notes/notes:create',
    request_id: 'req-1',
    errors: [{ path: 'a.b', message: 'expected more' }, 'nonsense'],
    permission: 'notes/notes:create',
    token: { id: ID, name: 'CI' },
    state: 'active',
    retry_after: 3,
    edit_url: 'https://keyward.example.com/o/1',
  }
  const { client } = await stand(t, (response) => problem(response, facts))
  const error = await failure(client.revokeToken({ tokenId: ID }))
  assert.equal(error.message, facts.detail)
  assert.deepEqual(
    { ...error },
    {
      name: 'KeywardProblem',
      code: facts.code,
      status: 403,
      detail: facts.detail,
      requestId: 'req-1',
      fields: [{ path: 'a.b', message: 'expected more' }],
      permission: facts.permission,
      token: facts.token,
      state: 'active',
      retryAfterSeconds: 3,
      editUrl: facts.edit_url,
    },
  )
})

test('a code that this client does not know is passed on', async (t) => {
  const { client } = await stand(t, (response) => problem(response, { status: 418, code: 'brand_new' }))
  const error = await failure(client.revokeToken({ tokenId: ID }))
  assert.deepEqual([error.code, error.status, error.message], ['brand_new', 418, 'A title'])
})

for (const [what, reply] of [
  ['a page of HTML', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
  ['broken JSON', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{')],
  ['JSON of somebody else', (response) => json(response, 404, { error: 'not here' })],
] satisfies [string, Reply][])
  test(`${what} is answer_unreadable, and its text is not repeated`, async (t) => {
    const { client } = await stand(t, reply)
    const error = await failure(client.revokeToken({ tokenId: ID }))
    assert.equal(error.code, 'answer_unreadable')
    assert.match(error.message, /status (200|404)/)
    assert.doesNotMatch(inspect(error), /<html>|not here/)
  })

test('a GET that meets a passing fault is sent at most twice more, waiting longer each time', async (t) => {
  const { client, seen, waits } = await stand(t, (response, _, count) =>
    count < 3 ? problem(response, { status: 503, code: 'verifier_not_ready' }) : json(response, 200, {}),
  )
  await client.listTokens()
  assert.equal(seen.length, 3)
  assert.deepEqual(waits, [100, 200])

  const always = await stand(t, (response) => response.writeHead(502).end('bad gateway'))
  assert.equal((await failure(always.client.listTokens())).code, 'answer_unreadable')
  assert.equal(always.seen.length, 3)
})

test('Retry-After is honoured, in seconds or as a date, unless it is too long to wait for', async (t) => {
  const after = ['2', 'Fri, 01 Jan 2027 00:00:03 GMT']
  const { client, waits } = await stand(t, (response) => {
    const value = after.shift()
    if (!value) return json(response, 200, {})
    const headers = { 'retry-after': value, date: 'Fri, 01 Jan 2027 00:00:00 GMT' }
    return problem(response, { status: 429, code: 'too_many_attempts' }, headers)
  })
  await client.listTokens()
  assert.deepEqual(waits, [2100, 3200])

  const long = await stand(t, (response) =>
    problem(response, { status: 429, code: 'too_many_attempts' }, { 'retry-after': '3600' }),
  )
  const error = await failure(long.client.listTokens())
  assert.equal(error.retryAfterSeconds, 3600)
  assert.equal(long.seen.length, 1)
})

test('what changes something is never sent twice, unless under one key', async (t) => {
  const { client, seen } = await stand(t, (response, { method }) =>
    method === 'DELETE'
      ? response.destroy()
      : problem(response, { status: 503, code: 'storage_unavailable' }),
  )
  assert.equal((await failure(client.updateToken({ tokenId: ID, name: 'CI' }))).code, 'storage_unavailable')
  assert.equal((await failure(client.deleteToken({ tokenId: ID }))).code, 'network_failed')
  assert.equal(seen.length, 2)
})

test('generating is sent again after a passing fault under the key of its first try, and each call has its own', async (t) => {
  const { client, seen } = await stand(t, (response, _, count) =>
    count % 2 ? response.destroy() : json(response, 201, {}),
  )
  await client.generateToken({ name: 'CI' })
  await client.regenerateToken({ tokenId: ID })
  await client.generateToken({ name: 'CI', idempotencyKey: 'build-42' })
  const keys = seen.map(({ headers }) => headers['idempotency-key'])
  assert.equal(keys.length, 6)
  for (const at of [0, 2, 4]) assert.equal(keys[at], keys[at + 1])
  assert.equal(new Set(keys).size, 3)
  assert.equal(keys[4], 'build-42')
  assert.match(String(keys[0]), /^[0-9a-f]{32}$/)
  assert.equal(seen.at(-1)?.body, '{"name":"CI"}')
})

test('a server that is not there is network_failed, after two more tries of a GET', async (t) => {
  const { client, seen, waits } = await stand(t, (response) => response.destroy())
  const error = await failure(client.getSession())
  assert.deepEqual([error.code, error.status], ['network_failed', undefined])
  assert.ok(error.cause instanceof Error)
  assert.equal(waits.length, 2)
  assert.equal(seen.length, 3)
})

test('a call ends at its timeout, also when the answer stalls half way or a retry is pending', async (t) => {
  const timers = {
    after(delayMs: number, work: () => void) {
      const timer = setTimeout(work, delayMs)
      return () => clearTimeout(timer)
    },
  }
  // Time is up as soon as a retry is waited for.
  let timeIsUp = () => {}
  const pausing = {
    after(delayMs: number, work: () => void) {
      if (delayMs === 60_000) timeIsUp = work
      else timeIsUp()
      return () => {}
    },
  }
  const silent = await stand(t, () => {}, { timers })
  assert.equal((await failure(silent.client.getSession({ timeoutMs: 30 }))).code, 'timed_out')
  const half = await stand(t, (response) => response.writeHead(200).write('{'), { timers, timeoutMs: 60 })
  assert.equal((await failure(half.client.getSession())).code, 'timed_out')
  const busy = await stand(t, (response) => problem(response, { status: 503, code: 'internal' }), {
    timers: pausing,
  })
  assert.equal((await failure(busy.client.getSession())).code, 'internal')
})

test("the caller's abort is rethrown as it is: before, during, and between two tries", async (t) => {
  const { client, seen } = await stand(t, () => {})
  const early = AbortSignal.abort()
  await assert.rejects(client.getSession({ signal: early }), (error) => error === early.reason)
  assert.equal(seen.length, 0)

  const during = new AbortController()
  const calls = [
    client.getSession({ signal: during.signal }),
    client.revokeToken({ tokenId: ID }, { signal: during.signal }),
  ]
  setTimeout(() => during.abort(), 20)
  for (const call of calls) await assert.rejects(call, { name: 'AbortError' })

  const between = new AbortController()
  const busy = await stand(
    t,
    (response) => problem(response, { status: 503, code: 'internal' }, { 'retry-after': '5' }),
    {
      timers: {
        after(delayMs) {
          if (delayMs < 10_000) between.abort()
          return () => {}
        },
      },
    },
  )
  await assert.rejects(busy.client.getSession({ signal: between.signal }), { name: 'AbortError' })
})

test('a path field that is missing or would change the path is refused before anything is sent', async (t) => {
  const { client, seen } = await stand(t, (response) => json(response, 200, {}))
  for (const tokenId of ['', '.', '..']) {
    const error = await failure(client.deleteToken({ tokenId }))
    assert.deepEqual([error.code, error.fields[0]?.path], ['request_invalid', 'tokenId'])
  }
  assert.equal(seen.length, 0)
})

test('the text of a token is in no error', async (t) => {
  const { client, port } = await stand(t, (response) => response.destroy())
  const failures = [
    failure(client.getSession()),
    failure(client.verifyToken({ token: TOKEN })),
    ...[`${TOKEN}\u0100`, `${TOKEN}\nx`, ''].map((token) =>
      createClient({ baseUrl: `http://127.0.0.1:${port}`, token })
        .getSession()
        .catch((error: unknown) => error),
    ),
  ]
  for (const error of await Promise.all(failures)) {
    assert.ok(error instanceof Error)
    assert.doesNotMatch(inspect(error, { depth: 9 }) + JSON.stringify(error), /secretsecret/)
  }
})

test('every page is walked, each fetched when it is reached', async (t) => {
  const { client, seen } = await stand(t, (response, _, count) =>
    json(response, 200, {
      tokens: [{ id: `${count}a` }, { id: `${count}b` }],
      total: 4,
      nextCursor: count === 1 ? 'next page' : null,
    }),
  )
  const ids: string[] = []
  for await (const token of client.eachToken({ status: 'active' })) {
    ids.push(token.id)
    assert.equal(seen.length, ids.length > 2 ? 2 : 1)
  }
  assert.deepEqual(ids, ['1a', '1b', '2a', '2b'])
  assert.equal(seen[1]?.url, '/v1/tokens?status=active&cursor=next+page')
})

test('every operation that answers a page has one list in it, and a method that walks its pages', () => {
  const client: Record<string, unknown> = { ...createClient({ baseUrl: '' }) }
  const declared: [string, Operation][] = Object.entries(operations)
  const paged = declared.filter(([, { query }]) => query && 'cursor' in query.shape).map(([name]) => name)
  const walks = paged.map((name) => eachNameOf(name as OperationName) ?? assert.fail(name))
  for (const walk of walks) assert.equal(typeof client[walk], 'function', walk)
  assert.equal(Object.keys(client).length, declared.length + walks.length)
  for (const name of paged) {
    const page = OPERATION_DOCS[name as OperationName].example.output ?? {}
    assert.equal(Object.values(page).filter(Array.isArray).length, 1, name)
  }
  assert.ok(['eachToken', 'eachMember', 'eachAuditEvent'].every((walk) => walks.includes(walk)))
})

test('an address that no request could be sent to is a TypeError at once, and quotes no password', () => {
  for (const baseUrl of ['keyward.example.com', 'ftp://x', 'https://', 'https://me:pw@x', 'https://x/?a=1'])
    assert.throws(() => createClient({ baseUrl }), { name: 'TypeError', message: /^baseUrl: [^@]+$/ })
  for (const baseUrl of ['', '/keyward', 'https://x', 'http://localhost:4117/keyward/'])
    createClient({ baseUrl })
})

test('each method takes and answers what its operation declares, or does not compile', () => {
  const calls = async (client: Client) => {
    const { token, plaintext } = await client.generateToken({ name: 'CI', duration: { days: 7 } })
    await client.deleteToken({ tokenId: token.id, revoke: true }, { timeoutMs: 5000 })
    await client.listTokens()
    await client.getSession({ timeoutMs: 5000 })
    for await (const event of client.eachAuditEvent({ kind: 'token.revoked' })) event.sequence.toFixed()
    for await (const event of client.eachTokenActivity({ tokenId: token.id })) event.sequence.toFixed()
    // @ts-expect-error whose activity?
    client.eachTokenActivity()
    // @ts-expect-error a walk keeps its own place
    client.eachMember({ cursor: 'x' })
    // @ts-expect-error an operation without input takes none
    await client.getSession({ organization: 'org_1' })
    // @ts-expect-error a needed field is missing
    await client.revokeToken({})
    // @ts-expect-error a field that the contract does not know
    await client.revokeToken({ tokenId: token.id, force: true })
    // @ts-expect-error a text is no number
    const wrong: number = plaintext
    return wrong
  }
  assert.equal(typeof calls, 'function')
})

test('a stream answers its lines as they come, wherever the pieces were cut', async (t) => {
  const { client } = await stand(t, (response) => {
    response.writeHead(200, { 'content-type': 'application/jsonl' })
    const bytes = Buffer.from('{"head":null}\n{"unreadable":"é","sequence":1}\n')
    for (let at = 0; at < bytes.length; at += 3) response.write(bytes.subarray(at, at + 3))
    response.end()
  })
  const lines = []
  for await (const line of await client.exportAuditLog()) lines.push(line)
  assert.deepEqual(lines, [{ head: null }, { unreadable: 'é', sequence: 1 }])
})

test('a stream that breaks off fails, and one that is refused says why', async (t) => {
  const { client } = await stand(t, (response, _, count) => {
    if (count > 1) {
      problem(response, { status: 403, code: 'permission_missing' })
      return
    }
    response.writeHead(200, { 'content-type': 'application/jsonl' })
    response.write('{"head":null}\n', () => response.destroy())
  })
  const read = async () => {
    for await (const _ of await client.exportAuditLog());
  }
  assert.equal((await failure(read())).code, 'network_failed')
  assert.equal((await failure(read())).code, 'permission_missing')
})
