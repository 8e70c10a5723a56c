import type {
  MemberId,
  NoticeId,
  NoticeKind,
  NoticeStatus,
  NoticeTopic,
  OrganizationId,
  TokenId,
} from '@keyward/contract'
import type { NoticeItem, NoticeRecord } from '../../notices/notice.ts'
import type { DueWarning, WarningPlan } from '../../ports.ts'
import type { NoticeTable, Tables } from '../tables.ts'

export const noticeFrom = (row: NoticeTable): NoticeRecord => ({
  id: row.id as NoticeId,
  organizationId: row.organization_id as OrganizationId,
  to: { memberId: row.member_id as MemberId | null, name: row.to_name, address: row.to_address },
  kind: row.kind as NoticeKind,
  items: itemsFrom(row.items),
  count: row.count,
  sealed: row.sealed,
  status: row.status as NoticeStatus,
  dueAt: row.due_at,
  giveUpAt: row.give_up_at,
  gather: row.gather,
  tries: row.tries,
  lastError: row.last_error,
  createdAt: row.created_at,
  settledAt: row.settled_at,
})

export const noticeRow = (record: NoticeRecord): NoticeTable => ({
  id: record.id,
  organization_id: record.organizationId,
  member_id: record.to.memberId,
  to_name: record.to.name,
  to_address: record.to.address,
  kind: record.kind,
  items: JSON.stringify(record.items),
  count: record.count,
  sealed: record.sealed,
  status: record.status,
  due_at: record.dueAt,
  give_up_at: record.giveUpAt,
  gather: record.gather,
  tries: record.tries,
  last_error: record.lastError,
  claimed_by: null,
  claimed_until: null,
  created_at: record.createdAt,
  settled_at: record.settledAt,
})

export const itemsFrom = (text: string) => JSON.parse(text) as NoticeItem[]

export const mutedFrom = (text: string) => JSON.parse(text) as NoticeTopic[]

export const warningFrom = (row: Tables['expiry_warning']): DueWarning => ({
  tokenId: row.token_id as TokenId,
  organizationId: row.organization_id as OrganizationId,
  expiresAt: row.expires_at,
})

export const warningRows = (
  organizationId: OrganizationId,
  { tokenId, expiresAt, warnings }: WarningPlan,
): Tables['expiry_warning'][] =>
  expiresAt === null
    ? []
    : warnings.map(({ days, dueAt }) => ({
        token_id: tokenId,
        organization_id: organizationId,
        days,
        due_at: dueAt,
        expires_at: expiresAt,
      }))
