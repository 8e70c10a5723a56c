import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'

/** How far a posted message has come at its receiver. */
export const MOMENTS = ['connected', 'head', 'data', 'answered'] as const
export type Moment = (typeof MOMENTS)[number]

export type KillableReceiver = {
  url: string
  /** How often each message came in whole, by its `webhook-id`. */
  got: Map<string, { count: number; bodies: Set<string> }>
  /** Whose end to bring, and when: at the n-th time that a message comes so far. It happens once. */
  strike: { moment: Moment; n: number; kill(): void } | undefined
  close(): void
}

/** A real receiver of webhooks that ends whoever posts to it in the middle of a message. */
export async function startKillableReceiver(): Promise<KillableReceiver> {
  const server = createServer(async (request, response) => {
    if (reach('head')) return void response.destroy()
    const body = await readText(request).catch(() => undefined)
    if (body === undefined) return
    const id = String(request.headers['webhook-id'])
    const known = receiver.got.get(id) ?? { count: 0, bodies: new Set() }
    receiver.got.set(id, { count: known.count + 1, bodies: known.bodies.add(body) })
    if (reach('data')) return void response.destroy()
    response.writeHead(204).end(() => reach('answered'))
  })
  const receiver: KillableReceiver = {
    url: '',
    got: new Map(),
    strike: undefined,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  /** Whether this was the moment. */
  function reach(moment: Moment): boolean {
    const { strike } = receiver
    if (strike?.moment !== moment || --strike.n > 0) return false
    receiver.strike = undefined
    strike.kill()
    return true
  }
  server.on('connection', () => reach('connected'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return receiver
}
