import { z } from 'zod'
import { ScannerRules } from '../scanner-rules.ts'
import { operation } from './operation.ts'

/** How many tokens one report can hold. */
export const MOST_LEAKED = 20

export const leakOperations = {
  /** Gives the rules by which scanners find this installation's tokens: gitleaks, TruffleHog, GitHub custom patterns. */
  getScannerRules: operation({
    method: 'GET',
    path: '/v1/scanner-rules',
    tag: 'Leaks',
    authority: 'none',
    output: ScannerRules,
    errors: [],
  }),
  /** Takes tokens that somebody found where they do not belong: each that is one is revoked as compromised, for good. The answer is the same whatever they were. */
  reportLeaked: operation({
    method: 'POST',
    path: '/v1/leaked',
    tag: 'Leaks',
    authority: 'none',
    body: z.strictObject({
      tokens: z.array(z.string().max(4096)).min(1).max(MOST_LEAKED),
      foundAt: z.string().trim().max(500).optional().describe('where, for those who must clear it up'),
    }),
    output: z.strictObject({ received: z.int() }),
    errors: ['too_many_attempts'],
  }),
} as const
