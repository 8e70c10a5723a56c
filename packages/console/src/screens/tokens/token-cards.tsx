import { TokenSort } from '@keyward/contract'
import { Checkbox, NativeSelect, Text } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { memo } from 'react'
import { useGradualRows } from '../../lib/gradual-rows.ts'
import { CopyIcon } from '../../parts/copy-button.tsx'
import { Facts } from '../../parts/list/facts.tsx'
import { Ago, LastUsed } from '../../parts/relative-time.tsx'
import { ExpiresOn } from '../../parts/token/expires-on.tsx'
import { StatusBadge } from '../../parts/token/status-badge.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import { BinButton } from './bin-button.tsx'
import classes from './token-cards.module.css'
import type { TokenListProps } from './token-list-props.ts'
import { AccessWord, type TokenRowProps } from './token-row.tsx'

/** The list where a table does not fit. */
export function TokenCards({ tokens, search, onSearch, selection, onSelect, onBin }: TokenListProps) {
  const all = selection.count === tokens.length
  const rows = useGradualRows(tokens)
  return (
    <>
      <div className={classes.tools}>
        <Checkbox
          label="Select all shown"
          checked={all}
          indeterminate={selection.count > 0 && !all}
          onChange={selection.toggleLoaded}
        />
        <NativeSelect
          aria-label="Sort by"
          data={SORTS}
          rightSection={<IconSelector size={16} aria-hidden />}
          value={search.sort ?? ''}
          onChange={(event) =>
            onSearch({
              ...search,
              sort: TokenSort.options.find((sort) => sort === event.currentTarget.value),
            })
          }
        />
      </div>
      <ul className={classes.cards}>
        {rows.map((token) => (
          <TokenCard
            key={token.id}
            token={token}
            selected={selection.ids.has(token.id)}
            onSelect={onSelect}
            onBin={onBin}
          />
        ))}
      </ul>
    </>
  )
}

const SORTS: { value: TokenSort | ''; label: string }[] = [
  { value: '', label: 'Live first' },
  { value: 'name', label: 'By name' },
  { value: '-lastUsedAt', label: 'Last used first' },
  { value: 'expiresAt', label: 'Next to expire first' },
  { value: '-createdAt', label: 'Newest first' },
]

const TokenCard = memo(function TokenCard({ token, selected, onSelect, onBin }: TokenRowProps) {
  return (
    <li className={classes.card} data-selected={selected || undefined}>
      <div className={classes.head}>
        <Checkbox
          aria-label={`Select ${token.name}`}
          checked={selected}
          onChange={() => onSelect(token.id)}
          mt={3}
        />
        <div className={classes.name}>
          <PlaceLink to={{ at: 'token', tokenId: token.id }} fw={600} c="inherit">
            {token.name}
          </PlaceLink>
          {token.description && (
            <Text size="sm" c="dimmed" lineClamp={2}>
              {token.description}
            </Text>
          )}
        </div>
        <BinButton token={token} onBin={() => onBin(token)} />
      </div>
      <div className={classes.line}>
        <StatusBadge status={token.shownStatus} />
        <span className={classes.masked}>
          <span className="kw-mono">{token.masked}</span>
          <CopyIcon text={token.id} label={`Copy the id of ${token.name}`} />
        </span>
      </div>
      <Facts
        dense
        facts={[
          { term: 'Last used', value: <LastUsed lastUse={token.lastUse} /> },
          { term: 'Access', value: <AccessWord token={token} /> },
          { term: 'Expires', value: <ExpiresOn token={token} /> },
          {
            term: 'Created',
            value: (
              <>
                <Ago at={token.createdAt} /> by {token.createdBy.name}
                {token.owner.kind === 'user' && (
                  <Text size="xs" c="dimmed">
                    Personal token
                  </Text>
                )}
              </>
            ),
          },
        ]}
      />
    </li>
  )
})
