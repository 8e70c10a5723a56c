import {
  EXPIRY_HEADER,
  expiryOf,
  KeywardError,
  type RequestVerdict,
  rateLimitHeaders,
  refusalError,
  refuseForwardedCredential,
} from '@keyward/contract'
import type { Keyward } from '@keyward/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readPresented } from '../http/credentials.ts'
import { FORWARD_AUTH, readForwarded } from './forwarded-request.ts'
import { identityHeaders } from './identity-headers.ts'

/**
 * `/v1/forward-auth`: tells a gateway whether a request may pass, judged by its own token and the permission of its
 * route. Everything is answered before a body would be read, and from memory in the tick in which it is asked.
 */
export function mountForwardAuth(app: FastifyInstance, keyward: Keyward, now: () => number): void {
  const hooks = {
    onRequest(request: FastifyRequest, reply: FastifyReply, done: (error: Error) => void) {
      const { text, asked } = readAsking(request)
      const verdict = keyward.verifyRequestNow(text, asked)
      if (verdict) answer(request, reply, verdict, now())
      else
        keyward
          .verifyRequest(text, asked)
          .then((found) => answer(request, reply, found, now()))
          .catch(done)
    },
    onSend(_request: FastifyRequest, reply: FastifyReply, payload: unknown, done: () => void) {
      if (reply.statusCode >= 400) {
        if (typeof payload === 'string') reply.header('keyward-problem', toAscii(payload))
      }
      done()
    },
  } as const
  const unreached = (_request: FastifyRequest, reply: FastifyReply) => reply.callNotFound()
  app.all(FORWARD_AUTH, hooks, unreached)
  app.all(`${FORWARD_AUTH}/*`, hooks, unreached)
}

function readAsking(request: FastifyRequest) {
  const { method, url, raw, ip, id, headers } = request
  const forwarded = readForwarded({ method, url, rawHeaders: raw.rawHeaders })
  refuseForwardedCredential(forwarded.target)
  const presented = readPresented(raw.rawHeaders)
  if (presented.kind !== 'bearer') throw new KeywardError('credential_missing')
  const asked = { ...forwarded, address: ip, agent: headers['user-agent'], requestId: id }
  return { text: presented.text, asked }
}

function answer(request: FastifyRequest, reply: FastifyReply, verdict: RequestVerdict, now: number): void {
  if (!verdict.valid) throw refusalError(verdict, request.ip)
  // Envoy takes 200 alone for a yes.
  const yes = request.url.startsWith(`${FORWARD_AUTH}/`) ? 200 : 204
  if (verdict.rateLimit) reply.headers(rateLimitHeaders(verdict.rateLimit))
  reply
    .code(yes)
    .headers(identityHeaders(verdict))
    .header(EXPIRY_HEADER, expiryOf(verdict.caller, now) ?? '')
    .header('cache-control', 'no-store')
    .send()
}

/** JSON as a header can carry it: the same value, every other character escaped. */
const toAscii = (json: string): string =>
  json.replaceAll(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
