import type { FastifyInstance } from 'fastify'
import { FORWARD_AUTH } from '../forward-auth/forwarded-request.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether what was asked for changes nothing, by whatever method: as little worth a line as a GET. */
    onlyRead: boolean
  }
}

/**
 * One line for each change and each failure; reads and verifications are told at `debug`.
 * Addresses are logged as routes: a path or query may hold anything.
 */
export function logRequests(app: FastifyInstance): void {
  app.decorateRequest('onlyRead', false)
  app.addHook('onSend', (request, reply, _payload, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? null
    const verifies = route?.startsWith('/v1/verify') || route?.startsWith(FORWARD_AUTH)
    const reads = request.method === 'GET' || request.onlyRead
    const quiet = verifies || (reads && reply.statusCode < 400)
    const level = quiet ? 'debug' : 'info'
    request.log[level](
      {
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        address: request.ip,
      },
      'request',
    )
    done()
  })
}
