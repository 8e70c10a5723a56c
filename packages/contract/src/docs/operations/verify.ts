import type { verifyOperations } from '../../operations/verify.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_CALLER, SAMPLE_PLAINTEXT, SAMPLE_TOKEN } from '../samples.ts'

export const VERIFY_DOCS: Readonly<Record<keyof typeof verifyOperations, OperationDocs>> = {
  verifyToken: {
    summary: 'Judges a token for a service.',
    description: 'A refusal is an answer: the status is 200 either way.',
    example: {
      input: {
        token: SAMPLE_PLAINTEXT,
        need: 'notes/notes:find',
        address: '203.0.113.7',
        agent: 'curl/8.11.1',
      },
      output: {
        valid: true,
        caller: SAMPLE_CALLER,
        permissions: ['notes/notes:find', 'notes/notes:create'],
        rateLimit: { limit: 100, windowSeconds: 60, remaining: 42, resetSeconds: 30 },
      },
    },
  },
  verifyTokens: {
    summary: 'Judges up to 100 tokens for a service, each by itself, and answers in the same order.',
    example: {
      input: {
        checks: [
          { token: SAMPLE_PLAINTEXT, need: 'notes/notes:find', address: '203.0.113.7' },
          { token: SAMPLE_PLAINTEXT, need: 'notes/notes:delete' },
        ],
      },
      output: {
        verdicts: [
          { valid: true, caller: SAMPLE_CALLER, permissions: ['notes/notes:find', 'notes/notes:create'] },
          { valid: false, code: 'permission_missing', caller: SAMPLE_CALLER, need: 'notes/notes:delete' },
        ],
      },
    },
  },
  verifyPresented: {
    summary: 'Judges the presented token itself: 200 with the caller, else 401, 403 or 503.',
    example: {
      input: { need: 'notes/notes:find' },
      output: {
        valid: true,
        caller: SAMPLE_CALLER,
        permissions: ['notes/notes:find', 'notes/notes:create'],
        rateLimit: { limit: 100, windowSeconds: 60, remaining: 42, resetSeconds: 30 },
      },
    },
  },
  explainVerdict: {
    summary: 'Explains, step by step, what a verification would answer and why.',
    description:
      'It is no use of the token: nothing is counted, spent or written. One that is deleted is told as such to whoever could read it. About a token that you may not read it says what it says about an unknown one.',
    example: {
      input: {
        tokenId: SAMPLE_TOKEN.id,
        request: { method: 'DELETE', path: '/notes/42' },
        address: '203.0.113.7',
      },
      output: {
        allowed: false,
        code: 'permission_missing',
        steps: [
          { step: 'text', outcome: 'not_asked', code: null },
          { step: 'installation', outcome: 'passed', code: null },
          { step: 'secret', outcome: 'not_asked', code: null },
          { step: 'status', outcome: 'passed', code: null },
          { step: 'not_before', outcome: 'passed', code: null },
          { step: 'expiry', outcome: 'passed', code: null },
          { step: 'owner', outcome: 'passed', code: null },
          { step: 'address', outcome: 'passed', code: null },
          { step: 'permission', outcome: 'failed', code: 'permission_missing' },
          { step: 'rate_limit', outcome: 'not_reached', code: null },
          { step: 'usage_cap', outcome: 'not_reached', code: null },
        ],
        text: null,
        token: SAMPLE_TOKEN,
        deleted: null,
        need: { permission: 'notes/notes:delete', unmapped: null, withheldBy: ['access'] },
        rateLimit: { limit: 100, windowSeconds: 60, remaining: 42, resetSeconds: 30 },
        withheld: [],
      },
    },
  },
}
