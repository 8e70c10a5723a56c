import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { realTimers } from '@keyward/core'
import { createPoster, type PosterOptions } from '../../src/webhooks/poster.ts'
import { type Answer, openSetUpServer, type SetUpHouse } from './house.ts'
import { QUICK } from './mail-server.ts'

export type Got = { headers: Record<string, string>; body: string }
export type Receiver = {
  url: string
  port: number
  /** Everything that was posted. */
  got: Got[]
  /** What it answers; undefined: nothing, ever. */
  answer(got: Got): { status: number; body?: string; headers?: Record<string, string> } | undefined
}

/** A certificate for hooks.test, good for a hundred years, and what belongs to it: a secret of nothing. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmDCCAT6gAwIBAgIUHwKPGeXaQZVOH2cD3/IXGcL4RaQwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKaG9va3MudGVzdDAgFw0yNjExMjQxOTM2MzhaGA8yMTI2MTAz
MTE5MzYzOFowFTETMBEGA1UEAwwKaG9va3MudGVzdDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABLgxiiwhcDl8XxLYRR+l4wQsEx3/GZ5RoDC1ix6Ia8HvcAisFBma
ISNVBEDvMOIVlB1WNEucBQXpT5f4TfgjQKCjajBoMB0GA1UdDgQWBBRJZk2NMVBW
H874LzOUZqHlNiV9eDAfBgNVHSMEGDAWgBRJZk2NMVBWH874LzOUZqHlNiV9eDAP
BgNVHRMBAf8EBTADAQH/MBUGA1UdEQQOMAyCCmhvb2tzLnRlc3QwCgYIKoZIzj0E
AwIDSAAwRQIhAJFTtJ+c6woK9SJH+YWffgCiqLN3Lk3mtlvXbOEFHSuqAiAVVuFQ
NMdnWRKm+HWS9gDvvqMaqh0p4PhTdLP13N4NHA==
-----END CERTIFICATE-----`
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqXjgGaFiP7UpOmeJ
ry4ApQmEICTsOKoiCKhwH9qwUDOhRANCAAS4MYosIXA5fF8S2EUfpeMELBMd/xme
UaAwtYseiGvB73AIrBQZmiEjVQRA7zDiFZQdVjRLnAUF6U+X+E34I0Cg
-----END PRIVATE KEY-----`

/** A real receiver of webhooks on this machine, in the clear or by https as hooks.test. */
export async function startReceiver(
  t: { after(stop: () => void): void },
  scheme: 'http' | 'https' = 'http',
): Promise<Receiver> {
  const receiver: Receiver = { url: '', port: 0, got: [], answer: () => ({ status: 204 }) }
  const listen: RequestListener = async (request, response) => {
    const got = { headers: plain(request.headers), body: await readText(request) }
    receiver.got.push(got)
    const reply = receiver.answer(got)
    if (reply) response.writeHead(reply.status, reply.headers).end(reply.body)
  }
  const server =
    scheme === 'http' ? createServer(listen) : createSecureServer({ cert: CERTIFICATE, key: KEY }, listen)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  receiver.port = (server.address() as AddressInfo).port
  receiver.url = `${scheme}://${scheme === 'http' ? '127.0.0.1' : 'hooks.test'}:${receiver.port}/hook`
  return receiver
}

const plain = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

/** A poster that reaches this machine alone, where a test does not say otherwise. */
export const posterTo = (options: Partial<PosterOptions> = {}) =>
  createPoster({ allow: ['127.0.0.1'], timers: realTimers, longestMs: 2_000, ...options })

export type WebhookHouse = SetUpHouse & {
  create(receiver: Receiver, input?: object): Promise<{ id: string; secret: string }>
  deliveries(id: string): Promise<Answer['body']>
}

/** The server, set up, which posts to receivers on this machine. */
export async function openWebhookHouse(
  t: TestContext,
  options: Parameters<typeof openSetUpServer>[1] = {},
): Promise<WebhookHouse> {
  const house = await openSetUpServer(t, { poster: posterTo(), timers: QUICK, ...options })
  return {
    ...house,
    async create({ url }, input = {}) {
      const asked = { as: house.owner, body: { name: 'hook', url, ...input } }
      const { status, body, text } = await house.ask('POST', '/v1/webhooks', asked)
      if (status !== 201) throw new Error(`creating failed: ${text}`)
      return { id: body.webhook.id, secret: body.secret }
    },
    async deliveries(id) {
      const { body } = await house.ask('GET', `/v1/webhooks/${id}/deliveries`, { as: house.owner })
      return body.deliveries
    },
  }
}

/** Waits until something is so. */
export async function until(isSo: () => boolean | Promise<boolean>, patienceMs = 15_000): Promise<void> {
  for (const end = performance.now() + patienceMs; !(await isSo()); await sleep(10))
    if (performance.now() > end) throw new Error('it never came about')
}
