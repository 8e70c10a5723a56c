import { createPace, type Keyward, realClock, realTimers } from '@keyward/core'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { createBackground } from './background.ts'
import type { Config } from './config.ts'
import { serveConsole } from './console-files.ts'
import { mountForwardAuth } from './forward-auth/mount-forward-auth.ts'
import { mountGraphql } from './graphql/mount-graphql.ts'
import { createHandlers } from './handlers.ts'
import { mountHealth } from './health.ts'
import { newRequestId } from './http/call.ts'
import { answerBrokenRequest, answerFaults, createSendProblem } from './http/faults.ts'
import { createGate } from './http/gate.ts'
import { decodeJsonBody } from './http/json-body.ts'
import { logRequests } from './http/log-requests.ts'
import { mountOperations } from './http/mount.ts'
import { describeApi } from './http/openapi.ts'
import { addSecurityHeaders } from './http/security-headers.ts'
import { createThrottle } from './http/throttle.ts'
import type { Identity } from './identity.ts'
import type { SendLink } from './link-mail.ts'
import { mountOauth } from './oauth/mount-oauth.ts'
import { errorListPage, errorPage, isErrorCode } from './pages/error-page.ts'
import { sendPage, writePage } from './pages/page.ts'
import { referencePage } from './pages/reference-page.ts'

const BODY_BYTES = 1_048_576
const REQUEST_MS = 30_000
/** Below the time for the whole request: Node.js exchanges the two where it is not. */
const HEAD_MS = 10_000
/** How late Node.js may notice. */
const NOTICE_MS = 5_000

export type ServerOptions = {
  config: Pick<Config, 'logLevel' | 'trustedProxies'>
  keyward: Keyward
  identity: Identity
  /** Where people reach this server: an origin. */
  publicUrl(): string
  now(): number
  /** The folder of the built console. */
  consoleFolder: string
  /** Delivers mails with links; without it there is no password reset. */
  sendLink?: SendLink
  version: string
}

/** Builds the server, ready to listen or to be asked in-process. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { config, keyward, identity, publicUrl, now, sendLink } = options
  const sendProblem = createSendProblem(publicUrl)
  const app = Fastify({
    logger: { level: config.logLevel, base: null },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newRequestId,
    requestIdHeader: false,
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    http: { headersTimeout: HEAD_MS, connectionsCheckingInterval: NOTICE_MS },
    return503OnClosing: false,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    routerOptions: { maxParamLength: 500 },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => decodeJsonBody(body),
  )
  const background = createBackground(realTimers, (fault) =>
    app.log.error({ fault: String(fault) }, 'background work failed'),
  )
  app.addHook('onClose', () => background.idle())
  answerFaults(app, publicUrl)
  logRequests(app)
  addSecurityHeaders(app, publicUrl().startsWith('https:'))
  const throttle = createThrottle()
  const handlers = createHandlers({ keyward, identity, throttle, publicUrl, now, sendLink, background })
  const gate = createGate({ keyward, identity, publicUrl, now })
  mountOperations(app, handlers, gate)
  const pause = createPace({ clock: realClock, timers: realTimers })
  mountGraphql(app, { handlers, gate, publicUrl, pause })
  mountForwardAuth(app, keyward, now)
  mountOauth(app, keyward, publicUrl)
  mountHealth(app, keyward)
  mountPages(app, () => describeApi(options.version, identity.cookieName))
  await serveConsole(app, options.consoleFolder)
  return app
}

/** Each page is written once, when somebody first asks for it: a start need not wait for them. */
function mountPages(app: FastifyInstance, describe: () => ReturnType<typeof describeApi>): void {
  const document = once(describe)
  const text = once(() => Buffer.from(JSON.stringify(document())))
  const reference = once(() => writePage('API reference', referencePage(document())))
  const errors = once(() => writePage('Errors', errorListPage()))
  app.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(text()))
  app.get('/reference', (_request, reply) => sendPage(reply, reference()))
  app.get('/errors', (_request, reply) => sendPage(reply, errors()))
  app.get<{ Params: { code: string } }>('/errors/:code', (request, reply) => {
    const { code } = request.params
    return isErrorCode(code) ? sendPage(reply, writePage(code, errorPage(code))) : reply.callNotFound()
  })
}

function once<T>(make: () => T): () => T {
  let made: { it: T } | undefined
  return () => {
    made ??= { it: make() }
    return made.it
  }
}
