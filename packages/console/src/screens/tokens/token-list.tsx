import type { Token } from '@keyward/contract'
import { useMediaQuery } from '@mantine/hooks'
import type { RowSelection } from '../../lib/selection.ts'
import type { TokenListSearch } from '../../lib/token-list-search.ts'
import { TokenCards } from './token-cards.tsx'
import { TokenTable } from './token-table.tsx'

export type TokenListProps = {
  tokens: readonly Token[]
  search: TokenListSearch
  onSearch: (search: TokenListSearch) => void
  selection: RowSelection
  onBin: (token: Token) => void
}

/** A table where there is room for one, cards where there is not. */
export function TokenList(props: TokenListProps) {
  const narrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  return narrow ? <TokenCards {...props} /> : <TokenTable {...props} />
}
