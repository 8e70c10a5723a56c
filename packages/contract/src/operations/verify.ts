import { z } from 'zod'
import { ExplainedRequest, Explanation } from '../explanation.ts'
import { TokenId } from '../ids.ts'
import { Permission, permission } from '../permission.ts'
import { Verdict } from '../verdict.ts'
import { operation } from './operation.ts'

/** The address that a request came from, IPv4 or IPv6. */
export const CallerAddress = z.union([z.ipv4(), z.ipv6()], 'expected an IPv4 or IPv6 address')

/** How many permissions one request can ask for besides the first. */
export const MOST_NEEDS = 100

const Check = z.strictObject({
  token: z.string().max(4096),
  need: Permission.nullish().describe('what the request asks for; omitted: only who is calling'),
  also: z
    .array(Permission)
    .max(MOST_NEEDS)
    .optional()
    .describe('what the same request asks for besides; the verdict names the first that is missing'),
  address: CallerAddress.nullish().describe('the caller’s address'),
  agent: z.string().max(1000).nullish().describe('the caller’s User-Agent'),
})

/** Whose verdict to explain, and on what. */
export const ExplainInput = z
  .strictObject({
    token: z.string().max(4096).optional().describe('a token’s text'),
    tokenId: TokenId.optional().describe('or its id'),
    request: ExplainedRequest.optional().describe('omitted: only what the token may do'),
    address: CallerAddress.optional().describe('omitted: from where it comes is left open'),
  })
  .refine(({ token, tokenId }) => (token === undefined) !== (tokenId === undefined), {
    path: ['token'],
    error: 'expected either a token or a tokenId',
  })

/** How many tokens one request can have judged. */
export const MOST_CHECKS = 100

export const verifyOperations = {
  /** Judges a token for a service. A refusal is an answer: the status is 200 either way. */
  verifyToken: operation({
    method: 'POST',
    path: '/v1/verify',
    tag: 'Verify',
    authority: [permission('keyward', 'tokens', 'verify')],
    body: Check,
    output: Verdict,
    repeats: 'safely',
    errors: ['verifier_not_ready'],
  }),
  /** Judges up to 100 tokens for a service, each by itself, and answers in the same order. */
  verifyTokens: operation({
    method: 'POST',
    path: '/v1/verify/batch',
    tag: 'Verify',
    authority: [permission('keyward', 'tokens', 'verify')],
    body: z.strictObject({ checks: z.array(Check).min(1).max(MOST_CHECKS) }),
    output: z.strictObject({ verdicts: z.array(Verdict) }),
    repeats: 'safely',
    errors: ['verifier_not_ready'],
  }),
  /** Judges the presented token itself: 200 with the caller, else 401, 403 or 503. */
  verifyPresented: operation({
    method: 'GET',
    path: '/v1/verify',
    tag: 'Verify',
    authority: 'token',
    query: z.strictObject({
      need: Permission.optional().describe('what the request asks for; omitted: only who is calling'),
    }),
    output: Verdict.options[0],
    errors: ['verifier_not_ready'],
  }),
  /** Explains, step by step, what a verification would answer and why. It is no use of the token: nothing is counted, spent or written. One that is deleted is told as such to whoever could read it. About a token that you may not read it says what it says about an unknown one. */
  explainVerdict: operation({
    method: 'POST',
    path: '/v1/verify/explain',
    tag: 'Verify',
    authority: [
      permission('keyward', 'api-tokens', 'read'),
      permission('keyward', 'personal-tokens', 'read'),
      permission('keyward', 'member-tokens', 'read'),
    ],
    body: ExplainInput,
    output: Explanation,
    repeats: 'safely',
    errors: ['token_not_found'],
  }),
} as const
