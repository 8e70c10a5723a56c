import { BatchId, TokenId } from '@keyward/contract'
import { wrongUsage } from '../../stop.ts'

/** @throws Stop; a whole token given where an id is meant is not repeated */
export function parseTokenId(text: string): TokenId {
  const parsed = TokenId.safeParse(text)
  if (parsed.success) return parsed.data
  if (text.length > 30)
    throw wrongUsage(
      'That looks like a whole token: its id is meant, the 16 characters after the prefix',
      'The words of a command stay in the shell’s history: regenerate the token.',
    )
  throw wrongUsage(`"${text}" is no token id`, 'An id is the 16 letters and digits after the prefix.')
}

/** @throws Stop */
export function parseBatchId(text: string): BatchId {
  const parsed = BatchId.safeParse(text)
  if (parsed.success) return parsed.data
  throw wrongUsage(`"${text}" is no bulk revocation`, 'Its id starts with bat_; revoke-matching tells it.')
}
