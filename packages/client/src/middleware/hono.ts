import type { Caller, PermissionText } from '@keyward/contract'
import type { Context, MiddlewareHandler } from 'hono'
import type { RouteVerifier, Verifier } from '../verifier/verifier.ts'
import type { GuardOptions } from './admit.ts'
import { type Decide, decideByNeed, decideByRoute } from './judges.ts'
import { readRequest } from './web-request.ts'

export type { RouteVerifier, Verifier } from '../verifier/verifier.ts'
export type { GuardOptions } from './admit.ts'

/** Guards of Hono can be told where a request came from: the runtime knows, or a proxy's header. */
export type HonoGuardOptions = GuardOptions & {
  /** The caller's address. Left out: the socket's, under `@hono/node-server`; elsewhere it is not known. */
  address?: (context: Context) => string | null | undefined
}

/** A middleware of Hono 4; behind it `context.var.caller` says who is calling. */
export type HonoGuard = MiddlewareHandler<{ Variables: { caller: Caller } }>

/** Makes guards for routes: `app.get('/notes', guard('notes/notes:find'), …)`. Without a need, any good token passes. */
export const createGuard =
  <Need extends PermissionText = PermissionText>(verifier: Verifier, options: HonoGuardOptions = {}) =>
  (need?: Need): HonoGuard =>
    guardWith(decideByNeed(verifier, need, options), options)

/** Makes one guard for all routes: what each request needs is read from the catalogue, by its method, host and path. */
export const createRouteGuard = (verifier: RouteVerifier, options: HonoGuardOptions = {}): HonoGuard =>
  guardWith(decideByRoute(verifier, options), options)

const guardWith =
  (decide: Decide, { address = socketAddress }: HonoGuardOptions): HonoGuard =>
  async (context, next) => {
    const admission = await decide(readRequest(context.req.raw, address(context)))
    if ('refused' in admission) {
      const { status, headers, body } = admission.refused
      return new Response(body, { status, headers: { ...headers } })
    }
    context.set('caller', admission.caller)
    await next()
    for (const [name, value] of Object.entries(admission.headers)) context.header(name, value)
    return undefined
  }

type NodeBindings = { incoming?: { socket?: { remoteAddress?: string | undefined } } } | undefined

const socketAddress = (context: Context): string | undefined =>
  (context.env as NodeBindings)?.incoming?.socket?.remoteAddress
