// One guard for a whole API: the catalogue says what each request needs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRouteGuard as onExpress } from '@keyward/client/express'
import { createRouteGuard as onFastify } from '@keyward/client/fastify'
import { createRouteGuard as onHono } from '@keyward/client/hono'
import { createRouteGuard as onNext, type RouteVerifier } from '@keyward/client/next'
import type { ApiInput } from '@keyward/contract'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { openSetUpServer } from '../../packages/server/test/parts/house.ts'
import { jsonOf } from './guarded-notes.ts'

const NOTES: ApiInput = {
  slug: 'notes',
  name: 'Notes',
  resources: [
    {
      name: 'notes',
      label: 'Notes',
      actions: [
        { name: 'find', label: 'List', access: 'read', routes: [{ method: 'GET', path: '/notes' }] },
        {
          name: 'delete',
          label: 'Delete',
          access: 'write',
          routes: [{ method: 'DELETE', path: '/notes/{id}' }],
        },
      ],
    },
  ],
}

type Ask = (method: string, path: string, token: string) => Promise<Response>

const asking =
  (url: string): Ask =>
  (method, path, token) =>
    fetch(url + path, { method, headers: { authorization: `Bearer ${token}` } })

/** The same API behind each framework's route guard, asked over a socket where there is one. */
const APIS: Record<string, (keyward: RouteVerifier) => Promise<{ ask: Ask; close(): unknown }>> = {
  async express(keyward) {
    const app = express()
    app.use(onExpress(keyward))
    app.use((request, response) => void response.json({ caller: request.caller?.tokenName }))
    const server = app.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    return { ask: asking(`http://127.0.0.1:${port}`), close: () => server.close() }
  },
  async fastify(keyward) {
    const app = fastify()
    app.addHook('onRequest', onFastify(keyward))
    app.all('/*', async ({ caller }) => ({ caller: caller?.tokenName }))
    return { ask: asking(await app.listen({ host: '127.0.0.1', port: 0 })), close: () => app.close() }
  },
  async hono(keyward) {
    const app = new Hono()
    app.use(onHono(keyward)).all('*', (context) => context.json({ caller: context.var.caller.tokenName }))
    const ask: Ask = async (method, path, token) =>
      app.request(path, { method, headers: { authorization: `Bearer ${token}` } })
    return { ask, close: () => {} }
  },
  async next(keyward) {
    const handle = onNext(keyward)((_, caller) => Response.json({ caller: caller.tokenName }))
    const ask: Ask = (method, path, token) =>
      handle(
        new Request(`http://notes${path}`, { method, headers: { authorization: `Bearer ${token}` } }),
        {},
      )
    return { ask, close: () => {} }
  },
}

for (const [name, open] of Object.entries(APIS))
  test(`[B4] ${name}: the permission of the route decides, and a request at no route is refused`, async (t) => {
    const house = await openSetUpServer(t, { catalogue: [NOTES] })
    const { plaintext } = await house.generate({ name: 'reader' })
    const { ask, close } = await open(house.keyward)
    t.after(close)
    const read = await ask('GET', '/notes?page=2', plaintext)
    assert.deepEqual([read.status, await jsonOf(read)], [200, { caller: 'reader' }])
    const lacking = await ask('DELETE', '/notes/1', plaintext)
    assert.deepEqual([lacking.status, (await jsonOf(lacking)).permission], [403, 'notes/notes:delete'])
    for (const [method, path] of [
      ['POST', '/notes'],
      ['GET', '/admin'],
      ['GET', '/notes%2f..'],
    ] as const) {
      const unmapped = await ask(method, path, plaintext)
      assert.deepEqual([unmapped.status, (await jsonOf(unmapped)).code], [403, 'route_unmapped'], path)
    }
  })
