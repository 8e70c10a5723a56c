import type { ListedToken, TokenId } from '@keyward/contract'
import { useMemo, useState } from 'react'

/** Which rows are selected: some by id, or everything that the filter lets through. */
export type RowSelection = {
  ids: ReadonlySet<TokenId>
  everything: boolean
  count: number
  toggle: (id: TokenId) => void
  toggleLoaded: () => void
  selectEverything: () => void
  clear: () => void
}

/** Keeps a selection for as long as the filter stays; rows that leave the list leave the selection. */
export function useSelection(tokens: readonly ListedToken[], filterKey: string): RowSelection {
  const [state, setState] = useState<{ filterKey: string; ids: readonly TokenId[]; everything: boolean }>()
  const current = state?.filterKey === filterKey ? state : undefined
  const ids = useMemo(() => {
    const loaded = new Set(tokens.map((token) => token.id))
    return new Set(current?.ids.filter((id) => loaded.has(id)))
  }, [current, tokens])
  const everything = current?.everything ?? false
  const put = (next: readonly TokenId[], all = false) => setState({ filterKey, ids: next, everything: all })
  const loaded = tokens.map((token) => token.id)

  return {
    ids: everything ? new Set(loaded) : ids,
    everything,
    count: everything ? loaded.length : ids.size,
    toggle: (id) => {
      const before = everything ? loaded : [...ids]
      put(before.includes(id) ? before.filter((other) => other !== id) : [...before, id])
    },
    toggleLoaded: () => put(everything || ids.size === loaded.length ? [] : loaded),
    selectEverything: () => put([], true),
    clear: () => put([]),
  }
}
