import type { Caller, PermissionText } from '@keyward/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RouteVerifier, Verifier } from '../verifier/verifier.ts'
import type { GuardOptions } from './admit.ts'
import { type Decide, decideByNeed, decideByRoute } from './judges.ts'
import { headersNamed } from './raw-headers.ts'

export type { RouteVerifier, Verifier } from '../verifier/verifier.ts'
export { callerOf, type GuardOptions } from './admit.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is calling; there once a guard of Keyward has let the request in. */
    caller?: Caller | undefined
  }
}

/** A hook of Fastify 5, for `onRequest`: a refused request's body is not even read. */
export type FastifyGuard = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>

/**
 * Makes guards for routes: `app.get('/notes', { onRequest: guard('notes/notes:find') }, …)`. Without a need, any good
 * token passes. `callerOf(request)` then says who is calling.
 */
export const createGuard =
  <Need extends PermissionText = PermissionText>(verifier: Verifier, options: GuardOptions = {}) =>
  (need?: Need): FastifyGuard =>
    guardWith(decideByNeed(verifier, need, options))

/** Makes one guard for all routes: what each request needs is read from the catalogue, by its method, host and path. */
export const createRouteGuard = (verifier: RouteVerifier, options: GuardOptions = {}): FastifyGuard =>
  guardWith(decideByRoute(verifier, options))

const guardWith =
  (decide: Decide): FastifyGuard =>
  async (request, reply) => {
    const admission = await decide({
      authorization: headersNamed(request.raw.rawHeaders, 'authorization'),
      method: request.method,
      host: request.host,
      target: request.originalUrl,
      address: request.ip,
      agent: request.headers['user-agent'] ?? null,
      requestId: request.id,
    })
    if ('refused' in admission) {
      const { status, headers, body } = admission.refused
      return reply.code(status).headers(headers).send(body)
    }
    reply.headers(admission.headers)
    request.caller = admission.caller
    return undefined
  }
