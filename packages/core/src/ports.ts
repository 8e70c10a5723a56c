import type {
  AccessKind,
  Api,
  AuditKind,
  BatchId,
  ExternalId,
  ImportId,
  InvitationId,
  MemberId,
  NoticeId,
  NoticeStatus,
  NoticeTopic,
  OrganizationId,
  Permission,
  PermissionText,
  Receipt,
  RoleId,
  ShownStatus,
  TokenId,
  TokenSort,
  Verdict,
} from '@keyward/contract'
import type { AuditEvent, AuditHead, ChainId } from './audit/event.ts'
import type { ApiDiff } from './catalogue/diff.ts'
import type { CatalogueIndex } from './catalogue/index-of.ts'
import type { ImportOptions } from './catalogue/openapi/import-openapi.ts'
import type { Note } from './catalogue/openapi/operations.ts'
import type { ApiEdition, CatalogueRevision } from './catalogue/revision.ts'
import type { Account } from './limits/account.ts'
import type { Delivery } from './notices/attempt.ts'
import type { PlannedWarning } from './notices/expiry.ts'
import type { NoticeItem, NoticeRecord } from './notices/notice.ts'
import type { Placement, Recent } from './notices/place-notices.ts'
import type { InvitationRecord, MemberRecord, OrganizationRecord, RoleRecord } from './people/record.ts'
import type { EffectiveParts } from './permission/effective.ts'
import type { Conditions } from './token/conditions.ts'
import type { SecretRecord, ShrinkRecord, TokenFacts, TokenRecord, Tombstone } from './token/record.ts'
import type { Secret } from './token/secret.ts'
import type { RefusalEntry, TokenUse, UsageSlice } from './usage/slice.ts'
import type { UsageCount } from './usage/slots.ts'
import type { Poster, Posting, WebhookReads, WebhookWrites } from './webhooks/ports.ts'
import type { Clock, Random, Timers } from './world.ts'

export type {
  Clock,
  Delivery,
  Poster,
  Posting,
  Random,
  RefusalEntry,
  Timers,
  TokenUse,
  UsageCount,
  UsageSlice,
}

/** What a change makes stale. `all` covers the catalogue and everything else. */
export type Stale =
  | { kind: 'token'; key: TokenId }
  | { kind: 'member'; key: MemberId }
  | { kind: 'role'; key: RoleId }
  | { kind: 'organization'; key: OrganizationId }
  | { kind: 'all'; key: '*' }

/** A row of `inval`: sequence order is commit order, without gaps. */
export type Invalidation = Stale & { sequence: number }

/** What a committed transaction leaves to do before it may be answered. */
export type Committed<T> = {
  value: T
  invalidations: readonly Invalidation[]
  /** Whether something that was allowed may not be any more: only then the barrier waits. */
  narrowing: boolean
  /** The registered verifiers that the transaction saw. */
  verifiers: readonly string[]
}

/** The database, in the words of the domain. Every query but `factsOf` and a job's names the organisation. */
export interface Store {
  /** Reads outside a transaction. Each call is one snapshot; two calls may differ. */
  readonly reads: Reads
  /** The same for what reads much: it takes no turn from anything else in this process. */
  readonly heavy: Reads
  /**
   * Runs `work` in one write transaction, alone among writers; commits when it returns, rolls back when it throws.
   * @throws KeywardError `storage_unavailable` when the disk is full, the file is read-only, or no lock came within 5 s
   */
  transact<T>(work: (writes: Writes) => Promise<T>): Promise<Committed<T>>
  readonly feed: InvalidationFeed
  close(): Promise<void>
}

export interface Reads {
  tokens: TokenReads
  members: MemberReads
  organizations: OrganizationReads
  roles: RoleReads
  invitations: InvitationReads
  catalogue: CatalogueReads
  imports: ImportReads
  grants: GrantReads
  usage: UsageReads
  audit: AuditReads
  notices: NoticeReads
  webhooks: WebhookReads
  installation: { get(name: InstallationFact): Promise<string | undefined> }
}

export interface Writes extends Reads {
  tokens: TokenReads & TokenWrites
  members: MemberReads & {
    /** The row, locked until the transaction ends. */
    lock(organizationId: OrganizationId, id: MemberId): Promise<MemberRecord | undefined>
    put(record: MemberRecord): Promise<void>
  }
  organizations: OrganizationReads & {
    /** The row, locked until the transaction ends. */
    lock(id: OrganizationId): Promise<OrganizationRecord | undefined>
    put(record: OrganizationRecord): Promise<void>
  }
  roles: RoleReads & RoleWrites
  invitations: InvitationReads & InvitationWrites
  catalogue: CatalogueWrites
  imports: ImportWrites
  usage: UsageReads & UsageWrites
  audit: AuditReads & AuditWrites
  notices: NoticeReads & NoticeWrites
  webhooks: WebhookReads & WebhookWrites
  limits: LimitWrites
  once: OnceWrites
  installation: {
    get(name: InstallationFact): Promise<string | undefined>
    put(name: InstallationFact, value: string): Promise<void>
    remove(name: InstallationFact): Promise<void>
  }
  /** Adds `inval` rows in this transaction and remembers whether the change narrows. */
  invalidate(stale: readonly Stale[], effect: 'narrowing' | 'widening'): Promise<void>
}

/** Single facts about this installation: JSON or plain text, never a secret. */
export type InstallationFact =
  | 'key_fingerprints'
  | 'setup_code_hash'
  | 'setup_attempts'
  | 'setup_done_at'
  | 'quarantined_at'

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
  /** Only those that stand revoked by this bulk revocation. */
  batch?: BatchId | undefined
}

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

/** Members as they are; those who were removed are not found. */
export interface MemberReads {
  get(organizationId: OrganizationId, id: MemberId): Promise<MemberRecord | undefined>
  byUser(organizationId: OrganizationId, userId: string): Promise<MemberRecord | undefined>
  byExternalId(organizationId: OrganizationId, externalId: ExternalId): Promise<MemberRecord | undefined>
  byEmail(organizationId: OrganizationId, email: string): Promise<MemberRecord | undefined>
  /** The memberships of one signed-in person, over all organisations. */
  ofUser(userId: string, which: 'active' | 'all'): Promise<MemberRecord[]>
  /** The active members among these. */
  active(organizationId: OrganizationId, ids: readonly MemberId[]): Promise<MemberRecord[]>
  /** The active members who have one of these roles. */
  withRoles(organizationId: OrganizationId, roles: readonly RoleId[]): Promise<MemberRecord[]>
  /** Since when a signed-in person has had an active membership without a gap; undefined: they have none. */
  activeSince(userId: string): Promise<number | undefined>
  /** By name. Keyset: `after` is the last row's name and id. */
  page(organizationId: OrganizationId, query: MemberPageQuery): Promise<MemberRecord[]>
  count(organizationId: OrganizationId, where: MemberWhere): Promise<number>
}

/** Which members; those who were removed are none any more. */
export type MemberWhere = {
  active?: boolean | undefined
  role?: RoleId | undefined
  /** Part of the name or of the e-mail. */
  search?: string | undefined
}
export type MemberPageQuery = MemberWhere & {
  limit: number
  after: { name: string; id: MemberId } | null
}

export interface OrganizationReads {
  get(id: OrganizationId): Promise<OrganizationRecord | undefined>
  byExternalId(externalId: ExternalId): Promise<OrganizationRecord | undefined>
  home(): Promise<OrganizationRecord | undefined>
  /** By name. Keyset: `after` is the last row's name and id. */
  page(query: OrganizationPageQuery): Promise<CountedOrganization[]>
  count(search: string | undefined): Promise<number>
}

export type OrganizationPageQuery = {
  /** Part of the name, or the whole external id. */
  search?: string | undefined
  /** Only this one. */
  id?: OrganizationId | undefined
  limit: number
  after: { name: string; id: OrganizationId } | null
}
/** An organisation and how many active members it has. */
export type CountedOrganization = { organization: OrganizationRecord; members: number }

/** Invitations into an organisation. */
export interface InvitationReads {
  get(organizationId: OrganizationId, id: InvitationId): Promise<InvitationRecord | undefined>
  /** Those that nobody has accepted, the newest first. */
  open(organizationId: OrganizationId, limit: number): Promise<InvitationRecord[]>
}

export interface InvitationWrites {
  /** The row, locked until the transaction ends. */
  lock(organizationId: OrganizationId, id: InvitationId): Promise<InvitationRecord | undefined>
  put(record: InvitationRecord): Promise<void>
  remove(organizationId: OrganizationId, id: InvitationId): Promise<void>
  /** Removes those to an e-mail that nobody has accepted, and accepted ones that were issued before an instant. */
  forget(organizationId: OrganizationId, email: string, before: number): Promise<void>
}

export interface CatalogueReads {
  /** The number of the revision in force; 0 before the first. */
  revision(): Promise<number>
  /** The revision in force, or the one that is named. */
  find(revision?: number): Promise<CatalogueRevision | undefined>
  /** Revisions before one, the newest first. */
  page(before: number | null, limit: number): Promise<CatalogueRevision[]>
  api(edition: ApiEdition): Promise<Api>
  /** The same as JSON text. */
  text(edition: ApiEdition): Promise<string>
}
export interface CatalogueWrites extends CatalogueReads {
  /** Puts the next revision in force, with those APIs that take a new form in it. */
  add(revision: CatalogueRevision, changed: readonly Api[]): Promise<void>
}

/** A description that was read and shown, and waits to be confirmed. */
export type ImportDraft = {
  id: ImportId
  organizationId: OrganizationId
  /** The revision that it was held against: with any other in force it cannot be applied. */
  base: number
  api: Api
  /** What it changes in that revision. */
  diff: ApiDiff
  createdAt: number
}

export interface ImportReads {
  find(organizationId: OrganizationId, id: ImportId): Promise<ImportDraft | undefined>
}
export interface ImportWrites extends ImportReads {
  put(draft: Omit<ImportDraft, 'api' | 'diff'>, texts: { api: string; diff: string }): Promise<void>
  /** Forgets drafts that are older than an instant. */
  forget(before: number): Promise<void>
}

/** The roles of an organisation's own. */
export interface RoleReads {
  get(organizationId: OrganizationId, id: RoleId): Promise<RoleRecord | undefined>
  list(organizationId: OrganizationId): Promise<RoleRecord[]>
  /** For each role that somebody or something has: how many members, open invitations, and live tokens by access. */
  uses(organizationId: OrganizationId, now: number): Promise<ReadonlyMap<RoleId, RoleUse>>
}
export type RoleUse = { members: number; invitations: number; tokens: number }

export interface RoleWrites {
  /** The row, locked until the transaction ends. */
  lock(organizationId: OrganizationId, id: RoleId): Promise<RoleRecord | undefined>
  put(record: RoleRecord): Promise<void>
  remove(organizationId: OrganizationId, id: RoleId): Promise<void>
}

/** What the tokens of all organisations were given, an organisation at a time: a change of the catalogue concerns all. */
export interface GrantReads {
  /** In the order of their ids, after one. */
  organizations(after: OrganizationId | null, limit: number): Promise<{ id: OrganizationId; home: boolean }[]>
  /** Of live tokens, in the order of their ids, after one. */
  page(
    organizationId: OrganizationId,
    now: number,
    after: TokenId | null,
    limit: number,
  ): Promise<GrantRecord[]>
  /** Which permissions of an API these tokens have used, and when last: a row for each token and permission. */
  used(
    organizationId: OrganizationId,
    ids: readonly TokenId[],
    slug: string,
  ): Promise<{ permission: Permission; lastAt: number }[]>
}
export type GrantRecord = EffectiveParts & { id: TokenId }

/** Makes an API of a description, without holding this thread up. */
export interface Importer {
  /**
   * Reads a description and holds it against the APIs in force, each as JSON text.
   * @throws KeywardError `catalogue_invalid`, with the line or operation and what to do
   */
  describe(
    document: string | Uint8Array,
    options: ImportOptions,
    standing: readonly string[],
  ): Promise<DescribedImport>
  /** Stops what is being read. */
  end(): Promise<void>
}

/** What a description is and changes. Texts are JSON, ready to be kept as they are. */
export type DescribedImport = {
  operations: number
  notes: readonly Note[]
  texts: { api: string; diff: string }
}

export interface AuditReads {
  head(chain: ChainId): Promise<AuditHead | undefined>
  /** Events of a chain in order, after `afterSequence`. */
  events(chain: ChainId, afterSequence: number, limit: number): Promise<AuditEvent[]>
  /** Events of a chain that were asked for, the newest first. */
  page(chain: ChainId, query: AuditPageQuery): Promise<AuditEvent[]>
}

/** Which events: omitted fields do not narrow. Keyset: `after` is the last event's instant and sequence. */
export type AuditPageQuery = {
  subjectId?: string | undefined
  /** By whom: themselves, or through a personal token. */
  actorId?: string | undefined
  kinds?: readonly AuditKind[] | undefined
  /** The first instant, and the first after. */
  from?: number | undefined
  to?: number | undefined
  limit: number
  after: AuditCursor | null
}
export type AuditCursor = { at: number; sequence: number }

export interface AuditWrites {
  append(events: readonly AuditEvent[], head: AuditHead): Promise<void>
}
export interface UsageWrites {
  /** Adds slices to the tables; tokens that are gone are passed over. At most 500. */
  add(slices: readonly UsageSlice[]): Promise<void>
  /**
   * Folds hours before `hours` into days; forgets days before `days`, and values' traffic before `versions`.
   * One slice of tokens at a time: answers whether there may be more.
   */
  fold(before: { hours: number; days: number; versions: number }): Promise<boolean>
}

export interface UsageReads {
  /** What ending these tokens would hit: their owners, and whoever called with them since `since`, by address. */
  consequence(organizationId: OrganizationId, where: TokenWhere, since: number): Promise<Consequence>
  /** Traffic of a set of tokens since `since`. Callers are distinct addresses. */
  traffic(
    organizationId: OrganizationId,
    ids: readonly TokenId[],
    since: number,
  ): Promise<{ calls: number; callers: number }>
  /** Calls by outcome and hour or day, since `since`: of one token, or of the whole organisation. */
  hours(organizationId: OrganizationId, id: TokenId | null, since: number): Promise<UsageCount[]>
  days(organizationId: OrganizationId, id: TokenId | null, since: number): Promise<UsageCount[]>
  permissions(organizationId: OrganizationId, id: TokenId): Promise<PermissionUse[]>
  /** The latest first. */
  callers(organizationId: OrganizationId, id: TokenId): Promise<UsageSlice['callers'][number][]>
  /** Allowed calls by value and hour, while two of them lived. */
  versions(organizationId: OrganizationId, id: TokenId): Promise<UsageSlice['versions'][number][]>
  /** The latest first. */
  refusals(organizationId: OrganizationId, id: TokenId): Promise<RefusalEntry[]>
  /** Live tokens, how many of them end before `endsBefore`, and how many were never used. */
  tally(organizationId: OrganizationId, where: TokenWhere, endsBefore: number): Promise<TokenTally>
}

export type Consequence = {
  tokens: number
  owners: number
  /** The first ten, by name. */
  names: string[]
  calls: number
  callers: number
}

export type PermissionUse = { permission: Permission; count: number; firstAt: number; lastAt: number }
export type TokenTally = { live: number; endingSoon: number; neverUsed: number }

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

/** What running processes have reserved of the limits of tokens: `limits/account.ts` tells how they stay exact. */
export interface LimitWrites {
  /** A token's conditions as they are now, and its account, locked until the transaction ends. */
  lock(
    organizationId: OrganizationId,
    tokenId: TokenId,
  ): Promise<{ conditions: Conditions; account: Account } | undefined>
  put(tokenId: TokenId, account: Account): Promise<void>
}

/** A request under its caller's key. Hashes alone: what callers write is theirs. */
export type OnceRequest = { organizationId: OrganizationId; keyHash: string; requestHash: string }

/** Requests that are carried out once for each key. */
export interface OnceWrites {
  /** Takes a key, locked until the transaction ends; what was done under it since `since`, if anything was. */
  take(
    request: OnceRequest,
    range: { now: number; since: number },
  ): Promise<{ requestHash: string; madeId: string } | undefined>
  /** Says what the request made: under this id it is found again. */
  done(request: OnceRequest, madeId: string): Promise<void>
  /** Forgets what was done before an instant. */
  forget(before: number): Promise<void>
}

/** What a verifier learns by renewing its lease. */
export type Renewal =
  | { registered: true; invalidations: readonly Invalidation[] }
  /** This verifier's row is gone: it must drop everything and register again. */
  | { registered: false }

/** The verifier's side of the storage: docs/decisions/0004 tells the protocol. */
export interface InvalidationFeed {
  /** How long a renewal lets a verifier answer from memory. */
  readonly leaseMs: number
  /** Registers this process as a verifier; answers the head from which it follows `inval`. */
  register(verifierId: string, now: number): Promise<number>
  heartbeat(verifierId: string, now: number): Promise<void>
  unregister(verifierId: string): Promise<void>
  /** Renews in this very tick where the engine can; undefined: only `renew` can. */
  renewNow(verifierId: string, applied: number): Renewal | undefined
  renew(verifierId: string, applied: number): Promise<Renewal>
  /** A token's facts and the invalidation head, at one snapshot. */
  fill(id: TokenId): Promise<{ facts: TokenFacts | undefined; head: number }>
}

/** Who asks. `host` is the process that embeds Keyward: it may do everything in the organisation it names. */
export type Actor =
  | {
      kind: 'member'
      organizationId: OrganizationId
      memberId: MemberId
      /** Whether a second factor was given at sign-in; omitted where the sign-in is not Keyward's own. */
      secondFactor?: boolean | undefined
      context?: RequestContext | undefined
    }
  | {
      kind: 'token'
      organizationId: OrganizationId
      tokenId: TokenId
      /** What the verdict that admitted this request allowed: enough to read by, never to write by. */
      admitted?: ReadonlySet<Permission> | undefined
      /** Told of each permission of Keyward's own that the request turns out to take. */
      exercise?: ((permission: Permission) => void) | undefined
      context?: RequestContext | undefined
    }
  | { kind: 'host'; organizationId: OrganizationId; name: string; context?: RequestContext | undefined }

/** Where a request came from, for the audit. */
export type RequestContext = { requestId: string | null; address: string | null }

/** What a request tells about itself when its token is judged. */
export type VerifyFacts = {
  /** What it asks for; omitted or null: only who is calling. */
  need?: PermissionText | null | undefined
  /** What the same call asks for besides: allowed if all of it is, and one call all the same. */
  also?: readonly PermissionText[] | undefined
  address?: string | null | undefined
  agent?: string | null | undefined
  requestId?: string | null | undefined
  /** Only tokens of this organisation are known. */
  within?: OrganizationId | undefined
  /** False: a question about the token, which is no call: nothing of a rate limit or usage cap is spent. */
  spends?: boolean | undefined
}

/** A request as it was sent, whose route decides what it asks for. */
export type RequestFacts = Pick<VerifyFacts, 'address' | 'agent' | 'requestId'> & {
  method: string
  /** The Host, with or without a port. */
  host: string
  /** The request target: path and query, still encoded. */
  target: string
}

/** Judges tokens from memory, under a lease. */
export interface Verifier {
  readonly id: string
  /** The verdict in this very tick, or undefined when it needs I/O. */
  verifyNow(text: string, facts: VerifyFacts): Verdict | undefined
  /** The verdict. Never throws for a refusal. */
  verify(text: string, facts: VerifyFacts): Promise<Verdict>
  /** How many calls this process has reserved of a token's usage cap and not let through. */
  unspent(tokenId: TokenId): number
  /** Makes a committed change felt: here at once, and everywhere before it resolves if the change narrows. */
  settle(committed: Pick<Committed<unknown>, 'invalidations' | 'narrowing' | 'verifiers'>): Promise<Receipt>
}

/** The catalogue in force, as this process knows it. */
export interface CatalogueSource {
  current(): Promise<CatalogueIndex>
}
