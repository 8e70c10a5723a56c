import type { FastifyReply } from 'fastify'

/** Answers with an error as RFC 9457 has it. */
export const sendProblem = (
  reply: FastifyReply,
  status: number,
  fields: { title: string; [field: string]: unknown },
): FastifyReply =>
  reply
    .code(status)
    .type('application/problem+json')
    .send({ status, ...fields })
