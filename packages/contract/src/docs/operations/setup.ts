import type { setupOperations } from '../../operations/setup.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_FRESH, SAMPLE_ORGANIZATION, SAMPLE_PLAINTEXT } from '../samples.ts'

export const SETUP_DOCS: Readonly<Record<keyof typeof setupOperations, OperationDocs>> = {
  getSetup: {
    summary: 'Says whether this server still waits to be set up.',
    example: { input: {}, output: { done: true } },
  },
  setUp: {
    summary:
      'Claims a fresh server with the one-time code: makes the home organisation, its owner, and, if asked, a first verify token for a service.',
    example: {
      input: {
        code: 'ABCDE-FGHJK-LMNPQ-RSTUV',
        organization: { name: 'Acme' },
        owner: { name: 'Ada Berg', email: 'ada@acme.example', password: 'four words make one' },
        verifyToken: { name: 'Notes service' },
      },
      output: {
        organization: SAMPLE_ORGANIZATION,
        verifyToken: { token: SAMPLE_FRESH, plaintext: SAMPLE_PLAINTEXT, receipt: null },
      },
    },
  },
}
