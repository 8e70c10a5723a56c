import { useMediaQuery } from '@mantine/hooks'
import { TokenCards } from './token-cards.tsx'
import type { TokenListProps } from './token-list-props.ts'
import { TokenTable } from './token-table.tsx'

/** A table where there is room for one, cards where there is not. */
export function TokenList(props: TokenListProps) {
  const narrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  return narrow ? <TokenCards {...props} /> : <TokenTable {...props} />
}
