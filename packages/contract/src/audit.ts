import { z } from 'zod'
import { Instant, MemberId } from './ids.ts'
import { ActorName } from './token.ts'

/** What happened. Each is one change, or the closing event of a bulk change. */
export const AuditKind = z.enum([
  'installation.set_up',
  'installation.released',
  'catalogue.changed',
  'catalogue.imported',
  'catalogue.api_removed',
  'organization.put',
  'settings.updated',
  'notice.retried',
  'notices.muted',
  'webhook.created',
  'webhook.updated',
  'webhook.deleted',
  'webhook.secret_rotated',
  'webhook.disabled',
  'webhook.tested',
  'webhook.redelivered',
  'member.put',
  'account.renamed',
  'account.password_changed',
  'account.password_reset',
  'account.second_factor_on',
  'account.second_factor_off',
  'account.backup_codes_renewed',
  'member.invited',
  'member.joined',
  'member.updated',
  'member.deactivated',
  'member.reactivated',
  'member.removed',
  'invitation.resent',
  'invitation.cancelled',
  'organization.created',
  'organization.updated',
  'role.created',
  'role.updated',
  'role.deleted',
  'token.generated',
  'token.updated',
  'token.regenerated',
  'token.value_closed',
  'token.revoked',
  'token.reinstated',
  'token.deleted',
  'approval.requested',
  'approval.granted',
  'approval.denied',
  'policy.applied',
  'tokens.revoked',
  'tokens.reinstated',
])
export type AuditKind = z.infer<typeof AuditKind>

/** What a change was made to: kind, id, and its name at that time. */
export const AuditSubject = z.strictObject({
  kind: z.enum([
    'token',
    'member',
    'invitation',
    'organization',
    'role',
    'catalogue',
    'batch',
    'notice',
    'webhook',
  ]),
  id: z.string(),
  name: z.string(),
})
export type AuditSubject = z.infer<typeof AuditSubject>

/** Which chain of events: the organisation's own, or the installation's, which the home organisation reads. */
export const AuditChain = z.enum(['organization', 'installation'])
export type AuditChain = z.infer<typeof AuditChain>

/** One change, as people are shown it: who did what to what, when, from where. */
export const AuditEvent = z.strictObject({
  sequence: z.int().describe('its place in the chain: 1 for the first event, without gaps'),
  at: Instant,
  kind: AuditKind,
  actor: ActorName,
  onBehalfOf: z
    .strictObject({ id: MemberId, name: z.string() })
    .nullable()
    .describe('the person as whom the acting token acts; null unless it is a personal token'),
  subject: AuditSubject.nullable(),
  requestId: z.string().nullable(),
  address: z.string().nullable(),
  facts: z
    .record(z.string(), z.unknown())
    .describe('what changed; `before` and `after` hold the fields of an edit'),
  damaged: z
    .boolean()
    .describe('whether the stored row cannot be read any more; verifying the chain says what was done to it'),
})
export type AuditEvent = z.infer<typeof AuditEvent>

/** The end of a chain, sealed: kept elsewhere, it shows any later truncation. */
export const AuditHead = z.strictObject({
  chain: z.string().max(64).describe('an organisation’s id, or `installation`'),
  sequence: z.int().min(1),
  hash: z.string().max(64),
  mac: z.string().max(64),
  keyVersion: z.int().min(1),
})
export type AuditHead = z.infer<typeof AuditHead>

/**
 * A line of an export. Each event comes with its links of the chain; the last line is the head, so that an export
 * without one was cut short.
 */
export const AuditLine = z.union([
  z.strictObject({
    event: z
      .looseObject({ sequence: z.int(), chain: z.string(), at: z.int(), kind: z.string() })
      .describe('the event as it is hashed: its canonical JSON, `at` in epoch milliseconds'),
    hash: z.string(),
    mac: z.string(),
    keyVersion: z.int(),
  }),
  z.strictObject({ unreadable: z.string(), sequence: z.int() }).describe('a row that was tampered with'),
  z.strictObject({ head: AuditHead.nullable() }),
])
export type AuditLine = z.infer<typeof AuditLine>

/** What is wrong at a place of a chain. `forged`: everything fits, but it was not written with the key. */
export const AuditFault = z.enum([
  'edited',
  'missing',
  'inserted',
  'forged',
  'truncated',
  'head',
  'witness',
  'key_unknown',
])
export type AuditFault = z.infer<typeof AuditFault>

/** Whether a chain is as it was written, or where it first is not. */
export const AuditReport = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), events: z.int(), head: AuditHead.nullable() }),
  z.strictObject({
    ok: z.literal(false),
    sequence: z.int().describe('the first place where the chain is broken'),
    fault: AuditFault,
    says: z.string().describe('the same as a sentence'),
  }),
])
export type AuditReport = z.infer<typeof AuditReport>
