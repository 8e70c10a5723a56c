import { KeywardError, type TokenId } from '@keyward/contract'
import type { StoredToken } from '../../ports.ts'

/** @throws KeywardError `token_not_found`: the same for an unknown id and another organisation's */
export function found(stored: StoredToken | undefined, tokenId: TokenId): StoredToken {
  if (stored) return stored
  throw new KeywardError('token_not_found', { detail: `There is no API token with the id ${tokenId} here.` })
}
