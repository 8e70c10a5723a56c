import type { Socket } from 'node:net'
import { type ErrorCode, KeywardError, type ProblemAnswer, problemOf, tokenText } from '@keyward/contract'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { methodsAt } from './mount.ts'

const OF_FASTIFY: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content_type_unsupported',
}
const tokenTexts = new RegExp(tokenText, 'g')

/** Gives every failure one form: a problem document, and nothing of our insides. */
export function answerFaults(app: FastifyInstance, publicUrl: () => string): void {
  const sendProblem = createSendProblem(publicUrl)
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(request.url.split('?', 1)[0] ?? '')
    if (methods.length > 0) reply.header('allow', methods.join(', '))
    return sendProblem(
      new KeywardError(methods.length > 0 ? 'method_not_allowed' : 'route_unknown'),
      request,
      reply,
    )
  })
}

/** Sends an error as a problem document. */
export function createSendProblem(publicUrl: () => string) {
  return (error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { status, headers, body } = tellFault(error, request, publicUrl())
    return reply.code(status).headers(headers).send(JSON.stringify(body))
  }
}

/** What is told of an error, and what is logged of it: of ours all that helps, of others nothing. */
export function tellFault(error: Error, request: FastifyRequest, publicUrl: string): ProblemAnswer {
  const told = toKeywardError(error)
  if (told.status >= 500)
    request.log.error({ fault: describeFault(told.cause ?? told), code: told.code }, 'request failed')
  const { id: requestId, organizationId } = request
  return problemOf(told, { requestId, publicUrl, organizationId })
}

/** A text of somebody else's without what could be a token in it. */
export const withoutTokens = (text: string): string => text.replaceAll(tokenTexts, '[token]')

function toKeywardError(error: Error & { code?: string; statusCode?: number }): KeywardError {
  if (error instanceof KeywardError) return error
  const code = OF_FASTIFY[error.code ?? '']
  if (code) return new KeywardError(code)
  const status = error.statusCode ?? 500
  return status >= 400 && status < 500
    ? new KeywardError('request_invalid')
    : new KeywardError('internal', {}, { cause: error })
}

/** A fault for the log: its stack, should a token text ever stand in it, without that. */
function describeFault(fault: unknown): string {
  const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
  return withoutTokens(text)
}

/** Answers bytes that are not HTTP, where there is no request to answer. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'request_too_large' : 'request_invalid'
  const { status, body } = problemOf(new KeywardError(code), {})
  const { title } = body
  const text = JSON.stringify(body)
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
  )
}
