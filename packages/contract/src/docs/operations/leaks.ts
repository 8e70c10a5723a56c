import type { leakOperations } from '../../operations/leaks.ts'
import { scannerRules } from '../../scanner-rules.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_PLAINTEXT } from '../samples.ts'

export const LEAK_DOCS: Readonly<Record<keyof typeof leakOperations, OperationDocs>> = {
  getScannerRules: {
    summary:
      "Gives the rules by which scanners find this installation's tokens: gitleaks, TruffleHog, GitHub custom patterns.",
    example: { input: {}, output: scannerRules(['kw']) },
  },
  reportLeaked: {
    summary:
      'Takes tokens that somebody found where they do not belong: each that is one is revoked as compromised, for good.',
    description: 'The answer is the same whatever they were.',
    example: {
      input: { tokens: [SAMPLE_PLAINTEXT], foundAt: 'https://paste.example/x1' },
      output: { received: 1 },
    },
  },
}
