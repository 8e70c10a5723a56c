import type {
  AccessKind,
  BatchId,
  MemberId,
  OrganizationId,
  RoleId,
  ShownStatus,
  TokenId,
  TokenSort,
} from '@keyward/contract'
import type { Account } from '../limits/account.ts'
import type { SecretRecord, ShrinkRecord, TokenFacts, TokenRecord, Tombstone } from '../token/record.ts'
import type { TokenUse } from '../usage/slice.ts'

export interface TokenReads {
  find(organizationId: OrganizationId, id: TokenId): Promise<StoredToken | undefined>
  findMany(organizationId: OrganizationId, ids: readonly TokenId[]): Promise<StoredToken[]>
  /** The one query that names no organisation: it answers "whose token is this?". */
  factsOf(id: TokenId): Promise<TokenFacts | undefined>
  page(organizationId: OrganizationId, query: TokenPageQuery): Promise<StoredToken[]>
  count(organizationId: OrganizationId, where: TokenWhere): Promise<number>
  /** How many live personal tokens each of these members has; those who have none are left out. */
  liveByOwner(
    organizationId: OrganizationId,
    owners: readonly MemberId[],
    now: number,
  ): Promise<ReadonlyMap<MemberId, number>>
  /** Ids that match, in id order, after `afterId`: the slices of a bulk change. */
  ids(
    organizationId: OrganizationId,
    where: TokenWhere,
    afterId: TokenId | null,
    limit: number,
  ): Promise<TokenId[]>
  tombstone(organizationId: OrganizationId, id: TokenId): Promise<Tombstone | undefined>
  /** What the token could do before it was shrunk, if that can be undone. */
  shrink(organizationId: OrganizationId, id: TokenId): Promise<ShrinkRecord | undefined>
  /** Tokens with an old value that may be closed before its time. For a job: over all organisations. */
  closable(now: number, limit: number): Promise<{ organizationId: OrganizationId; id: TokenId }[]>
}

export interface TokenWrites {
  /** The row with its secrets, locked until the transaction ends. */
  lock(organizationId: OrganizationId, id: TokenId): Promise<StoredToken | undefined>
  /** Many rows likewise, in the order of their ids. */
  lockMany(organizationId: OrganizationId, ids: readonly TokenId[]): Promise<StoredToken[]>
  insert(token: TokenRecord, secret: SecretRecord): Promise<void>
  /** Writes the whole row; the search words with it when the name has changed. */
  update(token: TokenRecord): Promise<void>
  /** Writes one and the same move to many rows, and takes each a revision further. */
  moveMany(
    organizationId: OrganizationId,
    ids: readonly TokenId[],
    move: Pick<TokenRecord, 'status' | 'revocation' | 'updatedAt'>,
  ): Promise<void>
  putShrink(shrink: ShrinkRecord): Promise<void>
  forgetShrink(id: TokenId): Promise<void>
  /** Replaces all secrets of a token. */
  putSecrets(tokenId: TokenId, secrets: readonly SecretRecord[]): Promise<void>
  /** Erases the row, its secrets, words, use and usage, and leaves the tombstone. */
  erase(tombstone: Tombstone): Promise<void>
}

/** A token with what a list shows beside it. */
export type StoredToken = TokenFacts & {
  use: TokenUse | null
  /** Calls reserved against its usage cap; 0 without one. */
  usesMade: number
  /** Calls reserved in the latest window of its rate limit. */
  window: Account['window']
}

/** Which tokens: those that an actor may see (`visible`), narrowed by what they asked for. `now` decides what has expired. */
export type TokenWhere = {
  now: number
  visible: readonly VisibleReach[]
  statuses?: readonly ShownStatus[] | undefined
  access?: readonly AccessKind[] | undefined
  /** The start of an id, or of a word of the name; several words must all match. */
  search?: string | undefined
  /** Only these ids, however many. */
  ids?: readonly TokenId[] | undefined
  /** Only those that have this role by their access or through their owner. */
  role?: RoleId | undefined
  /** Only those whose access is this role. */
  accessRole?: RoleId | undefined
  /** Only those that this member owns or generated in person. */
  member?: MemberId | undefined
  /** Only those worth a look for one reason. */
  mark?: Mark | undefined
  /** Only those that stand revoked by this bulk revocation. */
  batch?: BatchId | undefined
}

/** Live ones that end before an instant or were never used; any that was refused since one. */
export type Mark =
  | { kind: 'ending'; before: number }
  | { kind: 'unused' }
  | { kind: 'refused'; since: number }

export type VisibleReach =
  | { reach: 'organization' }
  | { reach: 'mine'; memberId: MemberId }
  | { reach: 'members'; exceptMemberId: MemberId | null }

/** `default` puts live and pending tokens first, then the newest. Keyset: `after` is the last row's sort key and id. */
export type TokenPageQuery = TokenWhere & {
  sort: TokenSort | 'default'
  limit: number
  after: TokenCursor | null
}

export type TokenCursor = { group: number; key: string | number | null; id: TokenId }
