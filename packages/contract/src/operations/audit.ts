import { z } from 'zod'
import { AuditChain, AuditEvent, AuditHead, AuditKind, AuditLine, AuditReport } from '../audit.ts'
import { InstantInput, MemberId, TokenId } from '../ids.ts'
import { many, pageLimit } from '../lists.ts'
import { permission } from '../permission.ts'
import { operation } from './operation.ts'

const read = permission('keyward', 'audit-log', 'read')
const chain = AuditChain.default('organization').describe(
  '`installation`: what was done to the installation; takes `keyward/installation:read` besides',
)

/** A page of events, the newest first. */
export const AuditPage = z.strictObject({
  events: z.array(AuditEvent),
  nextCursor: z.string().nullable(),
})
export type AuditPage = z.infer<typeof AuditPage>

export const auditOperations = {
  /** Lists what was changed, the newest first, a page at a time. */
  listAuditEvents: operation({
    method: 'GET',
    path: '/v1/audit-log',
    tag: 'Audit log',
    authority: [read],
    query: z.strictObject({
      chain,
      tokenId: TokenId.optional().describe('what was done to this token'),
      actorId: z
        .union([MemberId, TokenId])
        .optional()
        .describe('what this member did, themselves or through a personal token; or what this token did'),
      kind: many(AuditKind).optional().describe('one or several; all if omitted'),
      from: InstantInput.optional().describe('the first instant'),
      to: InstantInput.optional().describe('the first instant after'),
      limit: pageLimit,
      cursor: z.string().max(1000).optional().describe('`nextCursor` of the page before'),
    }),
    output: AuditPage,
    errors: ['cursor_invalid'],
  }),
  /** Exports the chain as JSON Lines, in its order. The last line is the head: kept elsewhere, it shows any later truncation. */
  exportAuditLog: operation({
    method: 'GET',
    path: '/v1/audit-log/export',
    tag: 'Audit log',
    authority: [permission('keyward', 'audit-log', 'export')],
    query: z.strictObject({
      chain,
      after: z.coerce
        .number<number | string>()
        .int()
        .min(0)
        .default(0)
        .describe('only events after this sequence: how an export is continued'),
    }),
    output: AuditLine,
    streams: true,
    errors: [],
  }),
  /** Verifies the chain from its first event: whether nobody has changed it, or where it first is broken. */
  verifyAuditChain: operation({
    method: 'POST',
    path: '/v1/audit-log/verify',
    tag: 'Audit log',
    authority: [read],
    body: z.strictObject({
      chain,
      head: AuditHead.optional().describe('a head exported earlier, which the chain must still hold'),
    }),
    output: AuditReport,
    repeats: 'safely',
    errors: [],
  }),
} as const
