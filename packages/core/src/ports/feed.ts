import type { MemberId, OrganizationId, RoleId, TokenId } from '@keyward/contract'
import type { TokenFacts } from '../token/record.ts'

/** What a change makes stale. `all` covers the catalogue and everything else. */
export type Stale =
  | { kind: 'token'; key: TokenId }
  | { kind: 'member'; key: MemberId }
  | { kind: 'role'; key: RoleId }
  | { kind: 'organization'; key: OrganizationId }
  | { kind: 'all'; key: '*' }

/** A row of `inval`: sequence order is commit order, without gaps. */
export type Invalidation = Stale & { sequence: number }

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
