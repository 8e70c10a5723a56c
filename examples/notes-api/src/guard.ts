import { type Caller, ERRORS, type Verdict } from '@keyward/contract'
import type { Keyward } from '@keyward/core'
import type { FastifyReply, onRequestAsyncHookHandler } from 'fastify'
import { permissionNamed } from './catalogue.ts'
import { sendProblem } from './problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is calling; there on every guarded route. */
    caller: Caller
  }
}

const REALM = 'Bearer realm="notes"'

/** Makes the hook that lets a request in only with a token that holds `need`; without a need, with any good token. */
export const createGuard =
  (keyward: Keyward) =>
  (need?: string): onRequestAsyncHookHandler => {
    const permission = need === undefined ? null : permissionNamed(need)
    return async (request, reply) => {
      const token = presentedToken(request.headers.authorization)
      if (token === undefined) return refuseNobody(reply)
      const facts = {
        need: permission,
        address: request.ip,
        agent: request.headers['user-agent'] ?? null,
        requestId: request.id,
      }
      const verdict = keyward.verifyNow(token, facts) ?? (await keyward.verify(token, facts))
      if (!verdict.valid) return refuse(reply, verdict)
      request.caller = verdict.caller
    }
  }

const presentedToken = (header: string | undefined): string | undefined =>
  /^bearer +(\S+)$/i.exec(header ?? '')?.[1]

function refuseNobody(reply: FastifyReply): FastifyReply {
  reply.header('www-authenticate', REALM)
  return sendProblem(reply, 401, { title: 'Send an API token: Authorization: Bearer …' })
}

function refuse(reply: FastifyReply, verdict: Extract<Verdict, { valid: false }>): FastifyReply {
  const { code, need, caller } = verdict
  const { status, title } = ERRORS[code]
  if (status === 401) reply.header('www-authenticate', `${REALM}, error="invalid_token"`)
  if (status === 403)
    reply.header('www-authenticate', `${REALM}, error="insufficient_scope", scope="${need}"`)
  if (status === 503) reply.header('retry-after', '1')
  return sendProblem(reply, status, {
    title,
    code,
    ...(status === 403 && { permission: need, token: caller?.tokenName }),
  })
}
