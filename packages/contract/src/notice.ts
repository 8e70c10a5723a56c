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
  'several',
])
export type NoticeKind = z.infer<typeof NoticeKind>

/** Where a notice stands on its way: `waiting` for its time or the next attempt, `failed` for good. */
export const NoticeStatus = z.enum(['waiting', 'sending', 'sent', 'failed'])
export type NoticeStatus = z.infer<typeof NoticeStatus>

/** What happened to somebody's sign-in: they are always told. */
export const SecurityEvent = z.enum([
  'signed_in',
  'password_changed',
  'second_factor_added',
  'second_factor_removed',
  'recovery_code_used',
  'sessions_ended',
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
