import type { TokenId } from '@keyward/contract'
import type { TokenListSearch } from './token-list-search.ts'

/** Where a person can go inside an organisation. Whoever shows the screens says what address each place has. */
export type Place =
  | { at: 'tokens'; search?: TokenListSearch | undefined }
  | { at: 'generate'; mine?: boolean }
  | { at: 'token'; tokenId: TokenId }
  | { at: 'edit'; tokenId: TokenId }
