import type {
  DisabledWhy,
  MemberId,
  NoticeId,
  NoticeKind,
  NoticeStatus,
  NoticeTopic,
  OrganizationId,
  RevokeReason,
  SecurityEvent,
  TokenId,
} from '@keyward/contract'

/** Who did it, as a mail tells: `through` names the token that a person used. */
export type NoticeActor = {
  kind: 'member' | 'token' | 'host' | 'system'
  name: string
  through: string | null
}

/** A token as a mail tells of it. */
export type NoticeToken = {
  id: TokenId
  name: string
  masked: string
  /** The owner's name; null when the organisation owns it. */
  owner: string | null
  access: string
  expiresAt: number | null
}

/** What a mail tells of one token. `at`: epoch milliseconds. */
export type TokenNotice = {
  kind: Exclude<NoticeKind, 'member.invited' | 'password.reset' | 'security' | 'webhook.disabled' | 'several'>
  at: number
  by: NoticeActor
  token: NoticeToken
  /** Why it was revoked. */
  reason?: RevokeReason
}

/** Where a link leads, under the server's own address, and until when it does. */
export type NoticeLink = { path: string; until: number }

/** One thing that a mail tells. Never a secret: the fragment of a link is sealed beside it. */
export type NoticeItem =
  | TokenNotice
  | { kind: 'member.invited'; at: number; by: NoticeActor; role: string; link: NoticeLink }
  | { kind: 'password.reset'; at: number; link: NoticeLink }
  | {
      kind: 'security'
      at: number
      event: SecurityEvent
      address: string | null
      agent: string | null
    }
  | { kind: 'webhook.disabled'; at: number; why: DisabledWhy; name: string; host: string }

/** Whom a mail goes to; `memberId` is null for somebody who is no member yet. */
export type Addressee = { memberId: MemberId | null; name: string; address: string }

/** Somebody in the organisation who can be told, and what they do not want to hear. */
export type Recipient = Addressee & { memberId: MemberId; muted: readonly NoticeTopic[] }

/** A row of the outbox: one mail to one person. Instants are epoch milliseconds. */
export type NoticeRecord = {
  id: NoticeId
  organizationId: OrganizationId
  to: Addressee
  kind: NoticeKind
  /** The first of what it tells, at most `MOST_ITEMS`; `count` is how many there are. */
  items: readonly NoticeItem[]
  count: number
  /** A link's secret fragment, sealed; null once it was sent or given up. */
  sealed: string | null
  status: NoticeStatus
  dueAt: number
  giveUpAt: number
  /** What it gathers with, while it waits; null: it goes alone. */
  gather: string | null
  tries: number
  lastError: string | null
  createdAt: number
  settledAt: number | null
}

/** What a mail spells out; the rest is counted. */
export const MOST_ITEMS = 50

/** One kind for all, or `several`. */
export function kindOf(items: readonly NoticeItem[]): NoticeKind {
  const kinds = new Set(items.map((item) => item.kind))
  const [kind = 'several'] = kinds
  return kinds.size === 1 ? kind : 'several'
}

/** Where a seal of a notice belongs. */
export const sealContext = (id: NoticeId): string => `notice ${id}`
