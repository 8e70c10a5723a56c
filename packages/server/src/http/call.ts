import { randomFillSync } from 'node:crypto'
import {
  headerOf,
  type InputParts,
  type Operation,
  type OperationName,
  type Operations,
  type OutputOf,
} from '@keyward/contract'
import type { Actor } from '@keyward/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { SignedIn, Visitor } from '../identity.ts'

/** One request for an operation, as handlers see it. */
export type Call = {
  parts: InputParts
  visitor: Visitor
  requestId: string
  /** Notes whose organisation the request acts in, so that a refusal can link to it. */
  actsIn(organizationId: string): void
  /** Sends cookies with the answer. */
  setCookies(lines: readonly string[]): void
  /** Sends headers with the answer. */
  setHeaders(headers: Readonly<Record<string, string>>): void
}

export type OpenHandler<O> = { authority: 'none'; run(call: Call): Promise<O> }
export type SessionHandler<O> = { authority: 'session'; run(call: Call, session: SignedIn): Promise<O> }
/** The presented token speaks for itself: the handler gets its text. */
export type TokenHandler<O> = { authority: 'token'; run(call: Call, text: string): Promise<O> }
export type ActorHandler<O> = { authority: 'actor'; run(call: Call, actor: Actor): Promise<O> }
export type AnyHandler =
  | OpenHandler<unknown>
  | SessionHandler<unknown>
  | TokenHandler<unknown>
  | ActorHandler<unknown>

type HandlerOf<A, O> = A extends 'none'
  ? OpenHandler<O>
  : A extends 'session'
    ? SessionHandler<O>
    : A extends 'token'
      ? TokenHandler<O>
      : ActorHandler<O>

/** One handler for each operation, of the kind that its declared authority asks for. */
export type Handlers = {
  readonly [N in OperationName]: HandlerOf<Operations[N]['authority'], OutputOf<N>>
}

export function callOf(request: FastifyRequest, reply: FastifyReply, { headers }: Operation): Call {
  return {
    parts: {
      params: request.params,
      query: request.query,
      headers: headers && headersOf(request, headers),
      body: request.body,
    },
    visitor: visitorOf(request),
    requestId: request.id,
    actsIn(organizationId) {
      request.organizationId = organizationId
    },
    setCookies(lines) {
      for (const line of lines) reply.header('set-cookie', line)
    },
    setHeaders(headers) {
      reply.headers(headers)
    },
  }
}

/** The header fields that an operation takes; of the others it knows nothing. */
const headersOf = ({ headers }: FastifyRequest, { shape }: z.ZodObject) =>
  Object.fromEntries(Object.keys(shape).map((field) => [field, headers[headerOf(field).toLowerCase()]]))

export const visitorOf = (request: FastifyRequest): Visitor => ({
  cookie: request.headers.cookie,
  agent: request.headers['user-agent'],
  address: request.ip,
})

const ID_BYTES = 12
const pool = Buffer.alloc(ID_BYTES * 512)
let taken = pool.length

/** A random id. Randomness is drawn for many at a time: one by one it would cost a verification a twelfth. */
export function newRequestId(): string {
  if (taken === pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  taken += ID_BYTES
  return `req_${pool.toString('hex', taken - ID_BYTES, taken)}`
}
