import { z } from 'zod'
import { Instant, MemberId, NoticeId } from './ids.ts'

/** What a notice tells of. `several`: more than one kind of thing, gathered into one mail. */
export const NoticeKind = z.enum([
  'token.generated',
  'token.regenerated',
  'token.reinstated',
  'token.widened',
  'token.revoked',
  'token.expiring',
  'approval.requested',
  'approval.granted',
  'approval.denied',
  'member.invited',
  'password.reset',
  'security',
  'webhook.disabled',
  'several',
])
export type NoticeKind = z.infer<typeof NoticeKind>

/** Where a notice stands on its way: `waiting` for its time or the next attempt, `failed` for good. */
export const NoticeStatus = z.enum(['waiting', 'sending', 'sent', 'failed'])
export type NoticeStatus = z.infer<typeof NoticeStatus>

/** What happened to somebody's sign-in: they are always told. */
export const SecurityEvent = z.enum([
  'password_changed',
  'password_reset',
  'second_factor_on',
  'second_factor_off',
  'backup_codes_renewed',
])
export type SecurityEvent = z.infer<typeof SecurityEvent>

/** One mail of the outbox: to whom, about what, and how far it has come. Never its text, never a secret. */
export const Notice = z.strictObject({
  id: NoticeId,
  kind: NoticeKind,
  count: z.int().describe('how many things it tells of'),
  to: z.strictObject({ memberId: MemberId.nullable(), name: z.string(), address: z.string() }),
  status: NoticeStatus,
  createdAt: Instant,
  dueAt: Instant.describe('not sent before'),
  settledAt: Instant.nullable().describe('when it was sent, or given up'),
  tries: z.int(),
  lastError: z.string().nullable().describe('what stood in the way at the last attempt'),
  retriable: z.boolean().describe('whether it can be tried again by hand'),
})
export type Notice = z.infer<typeof Notice>

/** What concerns one member alone, and may be muted by them: their tokens expire, are revoked by somebody else, their requests are decided. */
export const NoticeTopic = z.enum(['expiring', 'revoked', 'decided'])
export type NoticeTopic = z.infer<typeof NoticeTopic>

/** What a member has muted of what concerns them alone. */
export const NoticePreferences = z.strictObject({
  muted: z.array(NoticeTopic).max(NoticeTopic.options.length),
})
export type NoticePreferences = z.infer<typeof NoticePreferences>

/** A page of the outbox, the newest first, with how it stands as a whole. */
export const Outbox = z.strictObject({
  server: z
    .strictObject({ address: z.string(), from: z.string() })
    .nullable()
    .describe('the mail server; null: none is configured, and mails wait'),
  counts: z.strictObject({ waiting: z.int(), sending: z.int(), sent: z.int(), failed: z.int() }),
  notices: z.array(Notice),
  nextCursor: z.string().nullable(),
})
export type Outbox = z.infer<typeof Outbox>
