import type { auditOperations } from '../../operations/audit.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_EVENT, SAMPLE_HEAD, SAMPLE_TOKEN } from '../samples.ts'

const tokenId = SAMPLE_TOKEN.id

export const AUDIT_DOCS: Readonly<Record<keyof typeof auditOperations, OperationDocs>> = {
  listAuditEvents: {
    summary: 'Lists what was changed, the newest first, a page at a time.',
    example: {
      input: { tokenId, kind: ['token.updated', 'token.revoked'], from: '2026-11-01T00:00:00Z', limit: 50 },
      output: { events: [SAMPLE_EVENT], nextCursor: null },
    },
  },
  exportAuditLog: {
    summary: 'Exports the chain as JSON Lines, in its order.',
    description: 'The last line is the head: kept elsewhere, it shows any later truncation.',
    example: { input: { after: 1203 }, output: { head: SAMPLE_HEAD } },
  },
  verifyAuditChain: {
    summary:
      'Verifies the chain from its first event: whether nobody has changed it, or where it first is broken.',
    example: { input: { head: SAMPLE_HEAD }, output: { ok: true, events: 1204, head: SAMPLE_HEAD } },
  },
}
