import type { OrganizationId } from '@keyward/contract'

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
