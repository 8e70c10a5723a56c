import type { Caller, PermissionText } from '@keyward/contract'
import type { RouteVerifier, Verifier } from '../verifier/verifier.ts'
import type { GuardOptions } from './admit.ts'
import { type Decide, decideByNeed, decideByRoute } from './judges.ts'
import { readRequest, type WebRequest } from './web-request.ts'

export type { RouteVerifier, Verifier } from '../verifier/verifier.ts'
export type { GuardOptions } from './admit.ts'

/** A route handler is not told where a request came from; a proxy in front of it may be. */
export type NextGuardOptions = GuardOptions & {
  /** The caller's address, from a header that your platform or proxy sets. Left out: it is not known. */
  address?: (request: WebRequest) => string | null | undefined
}

/** A handler as one writes it: the request, who is calling, what Next says of the route. */
export type GuardedHandler<R, C> = (request: R, caller: Caller, context: C) => Response | Promise<Response>

/** A handler as Next calls it. */
export type RouteHandler<R, C> = (request: R, context: C) => Promise<Response>

/**
 * Makes guarded route handlers: `export const GET = guard('notes/notes:find', (request, caller) => …)`. A need of
 * null lets any good token pass.
 */
export const createGuard =
  <Need extends PermissionText = PermissionText>(verifier: Verifier, options: NextGuardOptions = {}) =>
  <R extends WebRequest, C = unknown>(need: Need | null, handler: GuardedHandler<R, C>): RouteHandler<R, C> =>
    guardWith(decideByNeed(verifier, need ?? undefined, options), options, handler)

/** The same where the catalogue says what each request needs, by its method, host and path. */
export const createRouteGuard =
  (verifier: RouteVerifier, options: NextGuardOptions = {}) =>
  <R extends WebRequest, C = unknown>(handler: GuardedHandler<R, C>): RouteHandler<R, C> =>
    guardWith(decideByRoute(verifier, options), options, handler)

const guardWith =
  <R extends WebRequest, C>(
    decide: Decide,
    { address }: NextGuardOptions,
    handler: GuardedHandler<R, C>,
  ): RouteHandler<R, C> =>
  async (request, context) => {
    const admission = await decide(readRequest(request, address?.(request)))
    if ('refused' in admission) {
      const { status, headers, body } = admission.refused
      return new Response(body, { status, headers: { ...headers } })
    }
    const response = await handler(request, admission.caller, context)
    return withHeaders(response, admission.headers)
  }

/** The handler's answer with more headers; a new one where its own cannot be changed, as a redirect's. */
function withHeaders(response: Response, added: Readonly<Record<string, string>>): Response {
  const more = Object.entries(added)
  if (more.length === 0) return response
  const headers = new Headers(response.headers)
  for (const [name, value] of more) headers.set(name, value)
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}
