import { KeywardError, permission } from '@keyward/contract'
import type { Actor, Keyward } from '@keyward/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuseQueryCredential } from '../http/credentials.ts'
import { introspectionOf } from './introspection.ts'
import { OauthError, oauthErrorOf } from './oauth-error.ts'
import { readClient } from './read-client.ts'
import { readForm } from './read-form.ts'

export const INTROSPECT = '/oauth2/introspect'
export const REVOKE = '/oauth2/revoke'
const METADATA = '/.well-known/oauth-authorization-server'
const VERIFY = permission('keyward', 'tokens', 'verify')
const FORM_BYTES = 16_384
const NOT_POST = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']

type Asked = { actor: Actor; token: string }

/** Serves introspection (RFC 7662), revocation (RFC 7009) and the document that says where they are (RFC 8414). */
export function mountOauth(app: FastifyInstance, keyward: Keyward, publicUrl: () => string): void {
  app.get(METADATA, (_request, reply) => sendJson(reply, 200, metadata(publicUrl())))
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer', bodyLimit: FORM_BYTES },
      async (_request: unknown, body: Buffer) => readForm(body),
    )
    scope.setErrorHandler((error, request, reply) => sendError(error, request, reply))
    scope.post(INTROSPECT, async (request, reply) => {
      const { actor, token } = await read(request, keyward)
      const verdict = await keyward.presented.inspect(actor, token)
      return sendJson(reply, 200, introspectionOf(verdict, publicUrl()))
    })
    scope.post(REVOKE, async (request, reply) => {
      const { actor, token } = await read(request, keyward)
      await keyward.presented.revoke(actor, token)
      return reply.code(200).header('cache-control', 'no-store').send()
    })
    for (const url of [INTROSPECT, REVOKE])
      scope.route({
        method: NOT_POST,
        url,
        handler: (_request, reply) =>
          sendJson(reply.header('allow', 'POST'), 405, {
            error: 'invalid_request',
            error_description: 'Send a form by POST',
          }),
      })
  })
}

async function read(request: FastifyRequest, keyward: Keyward): Promise<Asked> {
  refuseQueryCredential(request.url)
  const form = request.body instanceof Map ? request.body : new Map<string, string>()
  const client = readClient(request.raw.rawHeaders, form)
  const actor = await keyward.actorOf(client, { requestId: request.id, address: request.ip }, VERIFY)
  const token = form.get('token')
  if (token === undefined || token === '')
    throw new OauthError('invalid_request', 'Send the token as `token`')
  return { actor, token }
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const told = toOauth(error)
  if (told.code === 'server_error') request.log.error({ fault: String(error) }, 'request failed')
  if (told.code === 'invalid_client')
    reply.header('www-authenticate', [`Basic realm="keyward", charset="UTF-8"`, `Bearer realm="keyward"`])
  if (told.code === 'insufficient_scope')
    reply.header('www-authenticate', `Bearer realm="keyward", error="insufficient_scope", scope="${VERIFY}"`)
  if (told.code === 'temporarily_unavailable') reply.header('retry-after', '1')
  return sendJson(reply, told.status, { error: told.code, error_description: told.message })
}

function toOauth(error: unknown): OauthError {
  if (error instanceof OauthError) return error
  if (error instanceof KeywardError) return oauthErrorOf(error)
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500
  if (typeof status === 'number' && status < 500)
    return new OauthError('invalid_request', 'Send a form: application/x-www-form-urlencoded, at most 16 kB')
  return new OauthError('server_error', 'Something went wrong')
}

const sendJson = (reply: FastifyReply, status: number, body: object): FastifyReply =>
  reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body))

const metadata = (issuer: string) => ({
  issuer,
  introspection_endpoint: issuer + INTROSPECT,
  introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'Bearer'],
  revocation_endpoint: issuer + REVOKE,
  revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'Bearer'],
  response_types_supported: [],
  grant_types_supported: [],
})
