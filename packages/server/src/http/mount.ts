import { Readable } from 'node:stream'
import { type Operation, type OperationName, operations, type Permission } from '@keyward/contract'
import { ownNeeds } from '@keyward/core'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { admit } from './admit.ts'
import { type AnyHandler, type Call, callOf, type Handlers } from './call.ts'
import type { Gate } from './gate.ts'
import { readTextBodies } from './text-body.ts'

/** One JSON document a line: jsonlines.org. */
export const JSON_LINES = 'application/jsonl'

const STRANGERS_BYTES = 65_536

const NAMES = Object.keys(operations) as OperationName[]

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose organisation the request acts in, once that is known. */
    organizationId: string | undefined
    /** The operation's handler with whoever was let through. */
    admitted: ((call: Call) => Promise<unknown>) | undefined
  }
}

/** Serves every operation of the contract at its method and path. */
export function mountOperations(app: FastifyInstance, handlers: Handlers, gate: Gate): void {
  app.decorateRequest('organizationId', undefined)
  app.decorateRequest('admitted', undefined)
  for (const name of NAMES) {
    const operation: Operation = operations[name]
    const handler: AnyHandler = handlers[name]
    const route: RouteOptions = {
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      ...bodyLimitOf(operation),
      // Before the body is read: a stranger's megabyte is not worth parsing.
      onRequest: async (request, reply) => {
        request.onlyRead = operation.repeats === 'safely'
        gate.check(request, operation)
        const call = callOf(request, reply, operation)
        request.admitted = await admit({
          handler,
          gate,
          operation,
          request,
          call,
          need: () => needOf(request),
        })
      },
      handler: async (request, reply) => {
        const call = callOf(request, reply, operation)
        // A body may take its time, and whoever was let in before it may have been shut out meanwhile.
        if (operation.method !== 'GET' && operation.authority !== 'none')
          await gate.requireKnown(request, call)
        return send(reply, operation, await request.admitted?.(call))
      },
    }
    const { text } = operation
    if (!text) app.route(route)
    else
      app.register(async (apart) => {
        readTextBodies(apart, text)
        apart.route({ ...route, bodyLimit: text.maxBytes })
      })
  }
}

/** Whoever need not say who they are gets less read: parsing a megabyte holds everybody else up. */
function bodyLimitOf({ bodyBytes, authority }: Operation): { bodyLimit?: number } {
  const bodyLimit = bodyBytes ?? (authority === 'none' ? STRANGERS_BYTES : undefined)
  return bodyLimit === undefined ? {} : { bodyLimit }
}

/** What the request needs whatever it is about; where that decides, the operation itself will say. */
function needOf(request: FastifyRequest): Permission | undefined {
  const [need, ...others] = ownNeeds(request.method, request.raw.url ?? '')
  return others.length === 0 ? need : undefined
}

function send(reply: FastifyReply, operation: Operation, output: unknown): FastifyReply {
  reply.code(operation.success ?? 200).header('cache-control', 'no-store')
  if (operation.streams)
    return reply
      .type(`${JSON_LINES}; charset=utf-8`)
      .send(Readable.from(linesOf(output as AsyncIterable<unknown>)))
  return output === undefined
    ? reply.send()
    : reply.type('application/json; charset=utf-8').send(JSON.stringify(output))
}

/** A stream that fails half-way ends the connection: what came before is never taken for the whole. */
async function* linesOf(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(item)}\n`
}

/** Which methods the operations take at an address; none: the address is unknown. */
export function methodsAt(path: string): string[] {
  const methods = NAMES.map((name): Operation => operations[name])
    .filter((operation) => patternOf(operation.path).test(path))
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return [...new Set(methods)].sort()
}

const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
