import {
  type InputParts,
  KeywardError,
  type Operation,
  type OperationName,
  operations,
  type Permission,
} from '@keyward/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type GraphQLSchema, getOperationAST, validate } from 'graphql'
import { createHandler } from 'graphql-http'
import { z } from 'zod'
import { admit } from '../http/admit.ts'
import { callOf, type Handlers } from '../http/call.ts'
import type { Gate } from '../http/gate.ts'
import { createFaults } from './answer-faults.ts'
import { parseWithin, weigh } from './budget.ts'
import { createSchema, type GraphqlContext } from './schema.ts'

const MOST_FAULTS = 20
const NEWER = 'application/graphql-response+json'

export type GraphqlDeps = {
  handlers: Handlers
  gate: Gate
  publicUrl(): string
  /** Lets everything else have its turn. */
  pause(): Promise<void>
}

/** Makes what answers a request with a query, as GraphQL over HTTP has it. */
export async function createAnswerQuery(deps: GraphqlDeps) {
  const schema = await createSchema(deps.pause)
  return (request: FastifyRequest, reply: FastifyReply) => answerQuery(deps, schema, request, reply)
}

async function answerQuery(
  deps: GraphqlDeps,
  schema: GraphQLSchema,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const faults = createFaults(request, deps.publicUrl())
  let refused: { status: number; headers: Record<string, string> } | undefined
  const handle = createHandler<FastifyRequest, unknown, GraphqlContext>({
    parse: (source) => parseWithin(String(source)),
    validate: (of, document, rules) => validate(of, document, rules, { maxErrors: MOST_FAULTS }),
    async schema(_request, { document }) {
      // What no operation answers, no operation counts.
      if ([...weigh(document)].some((field) => field.startsWith('__')))
        await deps.gate.countCall(request, callOf(request, reply, operations.getSession))
      return schema
    },
    context: { run: (name, parts) => run(deps, request, reply, name, parts) },
    onOperation(_request, { document, operationName }, given) {
      request.onlyRead = !given.errors && getOperationAST(document, operationName)?.operation === 'query'
      const { result, refusal } = faults.tellAll(given)
      refused = refusal
      return result
    },
    formatError: faults.tell,
  })
  const { method, url, headers } = request
  const body = z.record(z.string(), z.unknown()).safeParse(request.body).data ?? null
  const [text, { status, headers: sent }] = await handle({
    method,
    url,
    headers,
    body,
    raw: request,
    context: undefined,
  })
  if (status === 405) throw new KeywardError('method_not_allowed', { detail: 'Send a mutation by POST.' })
  reply.code(status).headers({ ...sent, 'cache-control': 'no-store' })
  // Others than 401 only where the caller knows the newer media type: GraphQL over HTTP, §6.4.1.
  if (refused && (refused.status === 401 || String(sent?.['content-type']).startsWith(NEWER))) {
    const { 'content-type': _, ...taught } = refused.headers
    reply.code(refused.status).headers(taught)
  }
  return reply.send(text ?? undefined)
}

/** Runs an operation as REST runs it: the same gate, the same handler, one call that is counted. */
async function run(
  { handlers, gate }: GraphqlDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  name: OperationName,
  parts: InputParts,
): Promise<unknown> {
  const operation: Operation = operations[name]
  if (request.method === 'GET' && operation.method !== 'GET')
    throw new KeywardError('method_not_allowed', {
      detail: 'Send this query by POST: its input does not belong in an address.',
    })
  const call = { ...callOf(request, reply, operation), parts }
  const admitted = await admit({
    handler: handlers[name],
    gate,
    operation,
    request,
    call,
    need: () => needOf(operation),
  })
  return admitted(call)
}

function needOf({ authority }: Operation): Permission | undefined {
  if (typeof authority === 'string') return undefined
  const [need, ...others] = authority
  return others.length === 0 ? need : undefined
}
