import type {
  MemberId,
  NoticeId,
  NoticeStatus,
  NoticeTopic,
  OrganizationId,
  TokenId,
} from '@keyward/contract'
import type { PlannedWarning } from '../notices/expiry.ts'
import type { NoticeRecord } from '../notices/notice.ts'
import type { Placement, Recent } from '../notices/place-notices.ts'

/** The outbox, and what is planned for it. */
export interface NoticeReads {
  find(organizationId: OrganizationId, id: NoticeId): Promise<NoticeRecord | undefined>
  /** The newest first, after the place that the last page ended at. */
  page(organizationId: OrganizationId, query: NoticePageQuery): Promise<NoticeRecord[]>
  counts(organizationId: OrganizationId): Promise<Record<NoticeStatus, number>>
  /** How many mails of their own people were owed since then. */
  recent(
    organizationId: OrganizationId,
    memberIds: readonly MemberId[],
    since: number,
  ): Promise<Map<MemberId, Recent>>
  muted(
    organizationId: OrganizationId,
    memberIds: readonly MemberId[],
  ): Promise<Map<MemberId, readonly NoticeTopic[]>>
  anyDue(now: number): Promise<boolean>
  anyWarningDue(now: number): Promise<boolean>
}

export type NoticePageQuery = {
  statuses?: readonly NoticeStatus[] | undefined
  limit: number
  after: { createdAt: number; id: NoticeId } | null
}

export interface NoticeWrites {
  insert(records: readonly NoticeRecord[]): Promise<void>
  /** Adds to the mail that waits under the same word; false when none does. */
  absorb(organizationId: OrganizationId, placement: Placement): Promise<boolean>
  /** The row, locked until the transaction ends. */
  lock(organizationId: OrganizationId, id: NoticeId): Promise<NoticeRecord | undefined>
  /** Writes the whole row, and takes it from whoever had claimed it. */
  update(record: NoticeRecord): Promise<void>
  mute(organizationId: OrganizationId, memberId: MemberId, muted: readonly NoticeTopic[]): Promise<void>
  /** Takes mails that are due, of any organisation, for one sender alone until its claim runs out. */
  claim(by: string, range: { now: number; until: number; limit: number }): Promise<NoticeRecord[]>
  /** Writes the row of a claimed mail; false when the claim has passed to another. */
  settle(by: string, record: NoticeRecord): Promise<boolean>
  /** Ends, with this reason unless it has one, whatever could not be sent in its time. */
  giveUp(now: number, reason: string): Promise<void>
  /** Deletes what was settled before. */
  forget(before: number): Promise<void>
  /** Replaces the warnings that are planned for these tokens. */
  planWarnings(organizationId: OrganizationId, plans: readonly WarningPlan[]): Promise<void>
  /** Takes warnings that are due off the plan: of so many tokens, of any organisation. */
  takeWarnings(now: number, limit: number): Promise<DueWarning[]>
}

/** All warnings of one token: none takes away what was planned. */
export type WarningPlan = {
  tokenId: TokenId
  expiresAt: number | null
  warnings: readonly PlannedWarning[]
}

/** A warning whose time has come, for the expiry that a token had when it was planned. */
export type DueWarning = { tokenId: TokenId; organizationId: OrganizationId; expiresAt: number }
