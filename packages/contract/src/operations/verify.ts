import { z } from 'zod'
import { Permission, permission } from '../permission.ts'
import { Verdict } from '../verdict.ts'
import { operation } from './operation.ts'

export const verifyOperations = {
  /** Judges a token for a service. A refusal is an answer: the status is 200 either way. */
  verifyToken: operation({
    method: 'POST',
    path: '/v1/verify',
    tag: 'Verify',
    authority: [permission('keyward', 'tokens', 'verify')],
    body: z.strictObject({
      token: z.string().max(4096),
      need: Permission.nullish().describe('what the request asks for; omitted: only who is calling'),
      address: z.union([z.ipv4(), z.ipv6()]).nullish().describe('the caller’s address'),
      agent: z.string().max(1000).nullish().describe('the caller’s User-Agent'),
    }),
    output: Verdict,
    errors: ['verifier_not_ready'],
  }),
  /** Judges the presented token itself: 200 with the caller, else 401, 403 or 503. */
  verifyPresented: operation({
    method: 'GET',
    path: '/v1/verify',
    tag: 'Verify',
    authority: 'token',
    query: z.strictObject({ need: Permission.optional() }),
    output: Verdict.options[0],
    errors: ['verifier_not_ready'],
  }),
} as const
