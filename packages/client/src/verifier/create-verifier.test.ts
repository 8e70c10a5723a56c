import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { inspect } from 'node:util'
import type { InputOf, Verdict } from '@keyward/contract'
import { KeywardProblem } from '../problem.ts'
import { createVerifier, type VerifierOptions } from './create-verifier.ts'

const CREDENTIAL = `kw_${'c'.repeat(16)}_${'s'.repeat(49)}`
const text = (n: number) => `kw_${String(n).padStart(16, '0')}_${'x'.repeat(49)}`

type Check = InputOf<'verifyToken'>
type Asked = { path: string; checks: Check[] }
type Reply = (response: ServerResponse, asked: Asked, count: number) => void

/** A verdict that names the token by its id. */
const verdictOf = ({ token }: Check) => ({
  valid: true,
  caller: { tokenId: token.slice(3, 19) },
  permissions: [],
})

const answer: Reply = (response, { path, checks }) =>
  json(
    response,
    path.endsWith('/batch') ? { verdicts: checks.map(verdictOf) } : verdictOf(checks[0] ?? { token: '' }),
  )

function json(response: ServerResponse, body: unknown, status = 200): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
}

/** A server that judges as told and counts its connections, and a verifier that asks it. */
async function stand(t: TestContext, reply: Reply = answer, options: Partial<VerifierOptions> = {}) {
  const asked: Asked[] = []
  const faults: unknown[] = []
  let connections = 0
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const input = JSON.parse(body)
    const entry = { path: request.url ?? '', checks: input.checks ?? [input] }
    reply(response, entry, asked.push(entry))
  })
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const verifier = createVerifier({
    baseUrl: `http://127.0.0.1:${port}`,
    credential: CREDENTIAL,
    onFault: (fault) => faults.push(fault),
    ...options,
  })
  return { verifier, asked, faults, connections: () => connections }
}

const told = (verdict: Verdict) => (verdict.valid ? verdict.caller.tokenId : verdict.code)

test('a verdict is asked for each time, and none is kept', async (t) => {
  const { verifier, asked } = await stand(t, (response, _, count) =>
    json(response, {
      valid: false,
      code: count === 1 ? 'token_pending' : 'token_revoked',
      caller: null,
      need: null,
    }),
  )
  assert.equal(told(await verifier.verify(text(1))), 'token_pending')
  assert.equal(told(await verifier.verify(text(1))), 'token_revoked')
  assert.deepEqual(
    asked.map(({ path }) => path),
    ['/v1/verify', '/v1/verify'],
  )
})

test('more than a thousand verifications, one after the other and at once, share a handful of connections', async (t) => {
  const { verifier, connections } = await stand(t)
  for (let n = 0; n < 50; n++) await verifier.verify(text(n))
  await Promise.all(Array.from({ length: 1000 }, (_, n) => verifier.verify(text(n))))
  assert.ok(connections() <= 8, String(connections()))
})

test('what is asked at once travels together, at most 100, and each gets its own answer', async (t) => {
  const { verifier, asked } = await stand(t)
  const numbers = Array.from({ length: 250 }, (_, n) => n)
  const verdicts = await Promise.all(numbers.map((n) => verifier.verify(text(n), { need: 'a/b:c' })))
  assert.deepEqual(
    verdicts.map(told),
    numbers.map((n) => String(n).padStart(16, '0')),
  )
  assert.deepEqual(
    asked.map(({ checks }) => checks.length),
    [100, 100, 50],
  )
})

test('what is asked while every lane is busy waits for the next, and no longer', async (t) => {
  const held: (() => void)[] = []
  const { verifier, asked } = await stand(t, (response, entry, count) => {
    if (count <= 4) held.push(() => answer(response, entry, count))
    else answer(response, entry, count)
  })
  const verdicts: Promise<Verdict>[] = []
  while (asked.length < 4) {
    verdicts.push(verifier.verify(text(verdicts.length)))
    const seen = asked.length
    while (asked.length === seen) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  for (let n = 4; n < 30; n++) verdicts.push(verifier.verify(text(n)))
  held.shift()?.()
  while (asked.length < 5) await new Promise((resolve) => setTimeout(resolve, 1))
  assert.equal(asked[4]?.checks.length, 26)
  for (const release of held) release()
  assert.equal((await Promise.all(verdicts)).filter(({ valid }) => valid).length, 30)
})

for (const [what, reply] of [
  ['no answer', () => {}],
  ['a broken connection', (response) => response.destroy()],
  ['a page of HTML', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
  ['an answer without a verdict', (response) => json(response, { status: 'ok' })],
  ['a yes without a caller', (response) => json(response, { valid: true })],
  ['null', (response) => json(response, null)],
] satisfies [string, Reply][])
  test(`${what} is verifier_not_ready, and the fault is told`, async (t) => {
    const { verifier, faults } = await stand(t, reply, { timeoutMs: 300 })
    const verdict = await verifier.verify(text(1), { need: 'a/b:c' })
    assert.deepEqual(verdict, { valid: false, code: 'verifier_not_ready', caller: null, need: 'a/b:c' })
    while (faults.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    assert.doesNotMatch(inspect(faults, { depth: 9 }), /xxxx|ssss/)
  })

test('too few verdicts are verifier_not_ready for all: none is given to another’s question', async (t) => {
  const { verifier } = await stand(t, (response, { checks }) =>
    json(response, { verdicts: checks.slice(1).map(verdictOf) }),
  )
  const verdicts = await Promise.all([1, 2, 3].map((n) => verifier.verify(text(n))))
  assert.deepEqual(verdicts.map(told), Array(3).fill('verifier_not_ready'))
})

test('a credential that the server refuses is a fault of the service, and nothing that its callers hear of', async (t) => {
  const { verifier, faults } = await stand(t, (response) =>
    json(response, { type: 'about:blank', title: 'x', status: 401, code: 'token_revoked' }, 401),
  )
  assert.equal(told(await verifier.verify(text(1))), 'verifier_not_ready')
  const [fault] = faults
  assert.ok(fault instanceof KeywardProblem && fault.code === 'token_revoked')
})

test('a passing fault is tried again within the time that there is', async (t) => {
  const { verifier, asked } = await stand(t, (response, entry, count) =>
    count === 1 ? response.destroy() : answer(response, entry, count),
  )
  assert.equal((await verifier.verify(text(1))).valid, true)
  assert.equal(asked.length, 2)
})

test('a text that is no token is refused without asking', async (t) => {
  const { verifier, asked } = await stand(t)
  for (const wrong of ['', 'kw_1', `${text(1)}x`, 'x'.repeat(10_000), `${text(1)}\n`])
    assert.equal(told(await verifier.verify(wrong)), 'token_malformed')
  assert.equal(asked.length, 0)
})

test('an address or agent that the server would not take spoils no other question', async (t) => {
  const { verifier, asked } = await stand(t)
  await Promise.all([
    verifier.verify(text(1), { address: 'fe80::1%eth0', agent: 'x'.repeat(5000) }),
    verifier.verify(text(2), { address: '::ffff:203.0.113.7', agent: null }),
  ])
  assert.deepEqual(
    asked[0]?.checks.map(({ address, agent }) => [address, agent?.length]),
    [
      [null, 1000],
      ['::ffff:203.0.113.7', undefined],
    ],
  )
})

test('a need that is no permission is a mistake of the program', async (t) => {
  const { verifier } = await stand(t)
  // @ts-expect-error the compiler knows as much
  await assert.rejects(verifier.verify(text(1), { need: 'notes' }), { name: 'TypeError' })
})
