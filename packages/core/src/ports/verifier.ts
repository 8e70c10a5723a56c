import type { OrganizationId, PermissionText, Receipt, TokenId, Verdict } from '@keyward/contract'
import type { Leftover } from '../limits/account.ts'
import type { Committed } from './store.ts'

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
  /** False: asked beforehand, for a call that may still come: a token that is good is neither counted nor spent. */
  counts?: boolean | undefined
}

/** A request as it was sent, whose route decides what it asks for. */
export type RequestFacts = Pick<VerifyFacts, 'address' | 'agent' | 'requestId'> & {
  method: string
  /** The Host, with or without a port. */
  host: string
  /** The request target: path and query, still encoded. */
  target: string
}

/** The verdict on a caller, and which of the token's values they presented; null where no token of ours was matched. */
export type Admission = { verdict: Verdict; version: number | null }

/** Judges tokens from memory, under a lease. */
export interface Verifier {
  readonly id: string
  /** The verdict in this very tick, or undefined when it needs I/O. */
  verifyNow(text: string, facts: VerifyFacts): Verdict | undefined
  /** The verdict. Never throws for a refusal. */
  verify(text: string, facts: VerifyFacts): Promise<Verdict>
  /** The same, of somebody who asks to act. */
  admit(text: string, facts: VerifyFacts): Promise<Admission>
  /** How many calls this process has reserved of a token's limits and not let through. */
  unspent(tokenId: TokenId): Leftover
  /** Makes a committed change felt: here at once, and everywhere before it resolves if the change narrows. */
  settle(committed: Pick<Committed<unknown>, 'invalidations' | 'narrowing' | 'verifiers'>): Promise<Receipt>
}
