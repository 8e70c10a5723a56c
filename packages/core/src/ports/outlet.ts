import type { NoticeId } from '@keyward/contract'
import type { Delivery } from '../notices/attempt.ts'
import type { NoticeItem } from '../notices/notice.ts'
import type { OrganizationRecord } from '../people/record.ts'
import type { Secret } from '../token/secret.ts'

/** One mail, ready to be written out and sent. */
export type Letter = {
  /** Stays the same over all attempts. */
  id: NoticeId
  organization: OrganizationRecord
  to: { name: string; address: string }
  items: readonly (NoticeItem | { kind: 'test'; at: number })[]
  count: number
  /** The fragment of the link that it brings, if it brings one. */
  fragment: Secret | null
  writtenAt: number
}

/** Carries letters out of the house. */
export interface Outlet {
  /** How people know it. Never a credential. */
  readonly description: { address: string; from: string }
  /** Sends one letter. Never throws. */
  send(letter: Letter): Promise<Delivery>
  /** Breaks off what is under way, and lets go. */
  close(): Promise<void>
}
