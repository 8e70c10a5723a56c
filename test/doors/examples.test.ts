// Each example, asked over a real socket, with tokens judged by a server and by an embedded Keyward.
// Next itself is large: test/long/next runs the example under it.
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { serve } from '@hono/node-server'
import type { Verifier } from '@keyward/client'
import { createApp as onExpress } from '../../examples/express/src/app.ts'
import { createApp as onFastify } from '../../examples/fastify/src/app.ts'
import { createApp as onHono } from '../../examples/hono/src/app.ts'
import { checkNotes, type Doors, jsonOf, openDoors } from './guarded-notes.ts'

type Listening = { port: number; close(): Promise<unknown> | unknown }

/** How each example is put on a free port. */
const EXAMPLES: Record<string, (verifier: Verifier) => Promise<Listening>> = {
  express: async (verifier) => {
    const server = onExpress(verifier).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    return { port: portOf(server.address()), close: () => server.close() }
  },
  fastify: async (verifier) => {
    const app = onFastify(verifier)
    await app.listen({ host: '127.0.0.1', port: 0 })
    return { port: portOf(app.server.address()), close: () => app.close() }
  },
  hono: (verifier) =>
    new Promise((resolve) => {
      const { fetch } = onHono(verifier)
      const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
        resolve({ port, close: () => server.close() }),
      )
    }),
}

async function open(
  t: TestContext,
  name: string,
  verifier: Verifier,
): Promise<{ port: number; url: string }> {
  const { port, close } = (await EXAMPLES[name]?.(verifier)) ?? assert.fail(name)
  t.after(close)
  return { port, url: `http://127.0.0.1:${port}` }
}

for (const name of Object.keys(EXAMPLES))
  for (const way of ['remote', 'embedded'] as const)
    test(`[L1] [R1] [B14] ${name}, ${way}: a good token passes and is known by name and owner; a narrow, an expired, a revoked, a spent one and none are refused`, async (t) => {
      const { tokens, verifiers } = await openDoors(t)
      const { url } = await open(t, name, verifiers[way])
      await checkNotes(url, tokens)
    })

test('[L1] [R1] [B14] next: its route handlers let in and refuse the same, asked over a real socket', async (t) => {
  const { url: keyward, house, tokens } = await openDoors(t)
  Object.assign(process.env, { KEYWARD_URL: keyward, KEYWARD_CREDENTIAL: house.verifier })
  const [me, notes] = await Promise.all([
    import('../../examples/next/app/me/route.ts'),
    import('../../examples/next/app/notes/route.ts'),
  ])
  const routes: Record<string, (request: Request, context: unknown) => Promise<Response>> = {
    'GET /me': me.GET,
    'GET /notes': notes.GET,
    'POST /notes': notes.POST,
  }
  const handle = (request: Request) =>
    routes[`${request.method} ${new URL(request.url).pathname}`]?.(request, {}) ??
    new Response(null, { status: 404 })
  const server = serve({ fetch: handle, hostname: '127.0.0.1', port: 0 })
  t.after(() => server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  await checkNotes(`http://127.0.0.1:${portOf(server.address())}`, tokens)
})

for (const name of Object.keys(EXAMPLES))
  test(`[A8] ${name}: after a revocation has returned the very next request is refused, remote and embedded`, async (t) => {
    const doors = await openDoors(t)
    for (const way of ['remote', 'embedded'] as const) {
      const { url } = await open(t, name, doors.verifiers[way])
      for (let round = 0; round < 10; round++) assert.deepEqual(await beforeAndAfter(doors, url), [200, 401])
    }
  })

async function beforeAndAfter({ house, tokens }: Doors, url: string): Promise<number[]> {
  const as = tokens.manager
  const { token, plaintext } = (await house.ask('POST', '/v1/tokens', { as, body: { name: 'brief' } })).body
  const status = async () =>
    (await fetch(`${url}/notes`, { headers: { authorization: `Bearer ${plaintext}` } })).status
  const before = await status()
  await house.ask('POST', `/v1/tokens/${token.id}/revoke`, { as, body: {} })
  return [before, await status()]
}

for (const name of Object.keys(EXAMPLES))
  test(`${name}: a doubled Authorization header is refused, whichever of the two would pass`, async (t) => {
    const { tokens, verifiers } = await openDoors(t)
    const { port } = await open(t, name, verifiers.embedded)
    for (const order of [
      [tokens.good, tokens.revoked],
      [tokens.revoked, tokens.good],
    ]) {
      const answer = await raw(
        port,
        order.map((token) => `Authorization: Bearer ${token}`),
      )
      assert.match(answer, /^HTTP\/1\.1 400 .*credential_ambiguous/s)
    }
  })

for (const name of Object.keys(EXAMPLES))
  test(`${name}: while Keyward is away requests are answered 503, with a time to come back`, async (t) => {
    const { tokens, house, verifiers } = await openDoors(t)
    const { url } = await open(t, name, verifiers.remote)
    house.app.server.closeAllConnections()
    await house.app.close()
    const answer = await fetch(`${url}/notes`, { headers: { authorization: `Bearer ${tokens.good}` } })
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '1'])
    assert.equal((await jsonOf(answer)).code, 'verifier_not_ready')
  })

async function raw(port: number, headers: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET /notes HTTP/1.1\r\nHost: notes\r\nConnection: close\r\n${headers.join('\r\n')}\r\n\r\n`)
  return text(socket)
}

const portOf = (address: string | { port: number } | null): number =>
  typeof address === 'object' && address ? address.port : assert.fail('no port')
