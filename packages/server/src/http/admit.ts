import type { Operation, Permission } from '@keyward/contract'
import type { FastifyRequest } from 'fastify'
import type { AnyHandler, Call } from './call.ts'
import type { Gate } from './gate.ts'

type Asking = {
  handler: AnyHandler
  gate: Gate
  operation: Operation
  request: FastifyRequest
  call: Call
  /** What is needed whatever the call is about, if that is known before it is run. */
  need(): Permission | undefined
}

/** Lets a caller through to an operation, and answers what runs it in their name. */
export async function admit({
  handler,
  gate,
  operation,
  request,
  call,
  need,
}: Asking): Promise<(call: Call) => Promise<unknown>> {
  if (handler.authority === 'none') return handler.run
  if (handler.authority === 'session') {
    const session = await gate.session(call, operation)
    return (full) => handler.run(full, session)
  }
  if (handler.authority === 'token') {
    const text = gate.presented(request)
    return (full) => handler.run(full, text)
  }
  const actor = await gate.actor(request, call, operation, need())
  call.actsIn(actor.organizationId)
  return (full) => handler.run(full, actor)
}
