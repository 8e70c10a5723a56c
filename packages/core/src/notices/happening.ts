import type { ActorName, BatchId, MemberId } from '@keyward/contract'
import type { TokenFacts } from '../token/record.ts'

/** Who did something, with the person whose authority it was. */
export type Doer = { name: ActorName; member: { id: MemberId; name: string } | null }

/** A token as a change found and left it. */
export type TokenChange = { token: TokenFacts; before?: TokenFacts; batchId?: BatchId | null }

/** Something that happened to a token: a change, or time that passed. Whoever is told of tokens is told from these. */
export type Happening = TokenChange & {
  kind:
    | 'token.generated'
    | 'token.updated'
    | 'token.regenerated'
    | 'token.revoked'
    | 'token.reinstated'
    | 'token.deleted'
    | 'token.expiring'
    | 'approval.requested'
    | 'approval.granted'
    | 'approval.denied'
  at: number
  by: Doer
}
