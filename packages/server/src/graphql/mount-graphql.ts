import { KeywardError, operations, refuseForwardedCredential } from '@keyward/contract'
import type { FastifyInstance } from 'fastify'
import { callOf } from '../http/call.ts'
import { createAnswerQuery, type GraphqlDeps } from './answer-query.ts'

export const GRAPHQL = '/graphql'
const NOT_TAKEN = ['PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * `/graphql`: every operation as a field, run by the handler that REST runs, for whom REST would run it. The schema is
 * made at the first query, a little at a time: neither a start nor anybody else waits for it.
 */
export function mountGraphql(app: FastifyInstance, deps: GraphqlDeps): void {
  const load = once(() => createAnswerQuery(deps))
  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL,
    // Before the body is read. A cookie's query is held to what is asked of a change: no page elsewhere may send one.
    onRequest: async (request, reply) => {
      deps.gate.check(request, { method: 'POST', authority: 'session' })
      refuseForwardedCredential(request.url)
      await deps.gate.requireKnown(request, callOf(request, reply, operations.getSession))
    },
    handler: async (request, reply) => (await load())(request, reply),
  })
  app.route({
    method: NOT_TAKEN,
    url: GRAPHQL,
    handler: async (_request, reply) => {
      reply.header('allow', 'GET, HEAD, POST')
      throw new KeywardError('method_not_allowed')
    },
  })
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
