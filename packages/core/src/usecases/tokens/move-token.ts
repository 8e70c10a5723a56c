import { KeywardError, type TokenId } from '@keyward/contract'
import { decideMove, type Move } from '../../lifecycle/moves.ts'
import type { StoredToken } from '../../ports.ts'
import type { TokenRecord } from '../../token/record.ts'
import type { Change } from '../change/change.ts'
import { found } from './found.ts'

/** Locks a token that the actor can see; to everybody else it does not exist. */
export async function lockToken({ writes, rights }: Change, tokenId: TokenId): Promise<StoredToken> {
  return found(await writes.tokens.lock(rights.organization.id, tokenId), tokenId)
}

/** @throws KeywardError `move_not_allowed`, naming the state that stands in the way */
export function nextStatus({ token }: StoredToken, move: Move, now: number) {
  const decided = decideMove(token, move, now)
  if ('to' in decided) return decided.to
  throw new KeywardError('move_not_allowed', {
    detail: decided.why,
    state: decided.refused,
    token: { id: token.id, name: token.name },
  })
}

/** The row after a change: one revision further. */
export const amended = (token: TokenRecord, now: number, fields: Partial<TokenRecord>): TokenRecord => ({
  ...token,
  ...fields,
  updatedAt: now,
  revision: token.revision + 1,
})

/** A token as an audit event names it. */
export const subjectOf = (token: TokenRecord) => ({ kind: 'token', id: token.id, name: token.name }) as const
