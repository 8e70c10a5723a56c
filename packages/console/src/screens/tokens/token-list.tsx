import { useMediaQuery } from '@mantine/hooks'
import { useDeferredValue } from 'react'
import { useStable } from '../../lib/stable.ts'
import { TokenCards } from './token-cards.tsx'
import type { TokenListProps } from './token-list-props.ts'
import { TokenTable } from './token-table.tsx'

/** A table where there is room for one, cards where there is not. */
export function TokenList(props: Omit<TokenListProps, 'onSelect'>) {
  const narrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  // Other rows are drawn in slices, so that typing in the search is never held up by them.
  const tokens = useDeferredValue(props.tokens)
  const onSelect = useStable(props.selection.toggle)
  const onBin = useStable(props.onBin)
  const List = narrow ? TokenCards : TokenTable
  return <List {...props} tokens={tokens} onSelect={onSelect} onBin={onBin} />
}
