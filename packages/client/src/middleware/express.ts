import type { Caller, PermissionText } from '@keyward/contract'
import type { RouteVerifier, Verifier } from '../verifier/verifier.ts'
import type { GuardOptions } from './admit.ts'
import { type Decide, decideByNeed, decideByRoute } from './judges.ts'
import { headersNamed } from './raw-headers.ts'

export type { RouteVerifier, Verifier } from '../verifier/verifier.ts'
export { callerOf, type GuardOptions } from './admit.ts'

declare global {
  // biome-ignore lint/style/noNamespace: the one place where Express lets others add to its request.
  namespace Express {
    interface Request {
      /** Who is calling; there once a guard of Keyward has let the request in. */
      caller?: Caller | undefined
    }
  }
}

/** As much of Express's request as a guard reads. */
type Incoming = {
  method: string
  originalUrl: string
  ip?: string | undefined
  host?: string | undefined
  rawHeaders: readonly string[]
  headers: { readonly 'user-agent'?: string | undefined; readonly host?: string | undefined }
  caller?: Caller | undefined
}

/** As much of its response as a guard writes. */
type Outgoing = {
  setHeader(name: string, value: string): unknown
  writeHead(status: number, headers: Record<string, string>): { end(body: string): unknown }
}

/** A middleware of Express, 4 or 5. */
export type ExpressGuard = (
  request: Incoming,
  response: Outgoing,
  next: (error?: unknown) => void,
) => Promise<void>

/**
 * Makes guards for routes: `app.get('/notes', guard('notes/notes:find'), …)`. Without a need, any good token passes.
 * `callerOf(request)` then says who is calling.
 */
export const createGuard =
  <Need extends PermissionText = PermissionText>(verifier: Verifier, options: GuardOptions = {}) =>
  (need?: Need): ExpressGuard =>
    guardWith(decideByNeed(verifier, need, options))

/** Makes one guard for all routes: what each request needs is read from the catalogue, by its method, host and path. */
export const createRouteGuard = (verifier: RouteVerifier, options: GuardOptions = {}): ExpressGuard =>
  guardWith(decideByRoute(verifier, options))

const guardWith =
  (decide: Decide): ExpressGuard =>
  async (request, response, next) => {
    try {
      const admission = await decide({
        authorization: headersNamed(request.rawHeaders, 'authorization'),
        method: request.method,
        host: request.host ?? request.headers.host ?? '',
        target: request.originalUrl,
        address: request.ip ?? null,
        agent: request.headers['user-agent'] ?? null,
      })
      if ('refused' in admission) {
        const { status, headers, body } = admission.refused
        response.writeHead(status, headers).end(body)
        return
      }
      for (const [name, value] of Object.entries(admission.headers)) response.setHeader(name, value)
      request.caller = admission.caller
    } catch (error) {
      next(error)
      return
    }
    next()
  }
