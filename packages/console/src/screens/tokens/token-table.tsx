import { Checkbox, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useGradualRows } from '../../lib/gradual-rows.ts'
import { nextSort } from '../../lib/token/token-list-search.ts'
import type { TokenListProps } from './token-list-props.ts'
import { TokenRow } from './token-row.tsx'
import classes from './token-table.module.css'

/** The list as a table. Its headers sort; its rows open their token. */
export function TokenTable({ tokens, search, onSearch, selection, onSelect, onBin }: TokenListProps) {
  const all = selection.count === tokens.length
  const rows = useGradualRows(tokens)
  const roomy = useMediaQuery('(min-width: 90em)', undefined, { getInitialValueInEffect: false })
  const sortable = (field: Parameters<typeof nextSort>[0], label: string) => (
    <SortHeader
      label={label}
      direction={search.sort === field ? 'ascending' : search.sort === `-${field}` ? 'descending' : undefined}
      onSort={() => onSearch({ ...search, sort: nextSort(field, search.sort) })}
    />
  )
  return (
    <table className={classes.table}>
      <VisuallyHidden component="caption">API tokens</VisuallyHidden>
      <thead>
        <tr>
          <th className={classes.tick}>
            <Checkbox
              size="xs"
              aria-label="Select all rows shown"
              checked={all}
              indeterminate={selection.count > 0 && !all}
              onChange={selection.toggleLoaded}
            />
          </th>
          {sortable('name', 'Name')}
          <th>Token</th>
          <th>Status</th>
          {sortable('lastUsedAt', 'Last used')}
          <th>Access</th>
          {sortable('expiresAt', 'Expires')}
          {sortable('createdAt', 'Created')}
          {roomy && <th>Created by</th>}
          <th className={classes.act}>
            <VisuallyHidden>Revoke or delete</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((token) => (
          <TokenRow
            key={token.id}
            token={token}
            selected={selection.ids.has(token.id)}
            mixed={search.tab !== 'mine'}
            roomy={roomy}
            onSelect={onSelect}
            onBin={onBin}
          />
        ))}
      </tbody>
    </table>
  )
}

type SortHeaderProps = {
  label: string
  direction: 'ascending' | 'descending' | undefined
  onSort: () => void
}

function SortHeader({ label, direction, onSort }: SortHeaderProps): ReactNode {
  const Arrow =
    direction === 'ascending' ? IconArrowUp : direction === 'descending' ? IconArrowDown : IconArrowsSort
  return (
    <th aria-sort={direction ?? 'none'}>
      <UnstyledButton
        className={classes.sort}
        onClick={onSort}
        data-active={direction !== undefined || undefined}
      >
        {label}
        <Arrow size={14} aria-hidden />
      </UnstyledButton>
    </th>
  )
}
