import type { ListedToken, TokenId } from '@keyward/contract'
import type { RowSelection } from '../../lib/token/selection.ts'
import type { TokenListSearch } from '../../lib/token/token-list-search.ts'

/** What the list needs, whichever way it is drawn. */
export type TokenListProps = {
  tokens: readonly ListedToken[]
  search: TokenListSearch
  onSearch: (search: TokenListSearch) => void
  selection: RowSelection
  onSelect: (id: TokenId) => void
  onBin: (token: ListedToken) => void
}

/** What one token of the list needs. */
export type ListedTokenProps = Pick<TokenListProps, 'onSelect' | 'onBin'> & {
  token: ListedToken
  selected: boolean
  /** Whether tokens of the organisation and of people stand beside each other. */
  mixed: boolean
}
