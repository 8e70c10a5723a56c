import type { AuditReads, AuditWrites } from './audit.ts'
import type { CatalogueReads, CatalogueWrites } from './catalogue.ts'
import type { Invalidation, InvalidationFeed, Stale } from './feed.ts'
import type { GrantReads } from './grants.ts'
import type { ImportReads, ImportWrites } from './imports.ts'
import type { InstallationReads, InstallationWrites } from './installation.ts'
import type { InvitationReads, InvitationWrites } from './invitations.ts'
import type { LimitWrites } from './limits.ts'
import type { MemberReads, MemberWrites } from './members.ts'
import type { NoticeReads, NoticeWrites } from './notices.ts'
import type { OnceWrites } from './once.ts'
import type { OrganizationReads, OrganizationWrites } from './organizations.ts'
import type { RoleReads, RoleWrites } from './roles.ts'
import type { TokenReads, TokenWrites } from './tokens.ts'
import type { UsageReads, UsageWrites } from './usage.ts'
import type { WebhookReads, WebhookWrites } from './webhooks.ts'

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
  installation: InstallationReads
}

export interface Writes extends Reads {
  tokens: TokenReads & TokenWrites
  members: MemberReads & MemberWrites
  organizations: OrganizationReads & OrganizationWrites
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
  installation: InstallationReads & InstallationWrites
  /** Adds `inval` rows in this transaction and remembers whether the change narrows. */
  invalidate(stale: readonly Stale[], effect: 'narrowing' | 'widening'): Promise<void>
}
