import { TokenSort } from '@keyward/contract'
import { Checkbox, NativeSelect, Text } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useGradualRows } from '../../lib/gradual-rows.ts'
import { apart } from '../../lib/names.ts'
import { CopyIcon } from '../../parts/copy-button.tsx'
import { Ago, LastUsed } from '../../parts/relative-time.tsx'
import { ExpiresOn } from '../../parts/token/expires-on.tsx'
import { StatusBadge } from '../../parts/token/status-badge.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import { BinButton } from './bin-button.tsx'
import classes from './token-cards.module.css'
import type { ListedTokenProps, TokenListProps } from './token-list-props.ts'
import { AccessWord, TokenNote } from './token-row.tsx'

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
            mixed={search.tab !== 'mine'}
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

const TokenCard = memo(function TokenCard({ token, selected, mixed, onSelect, onBin }: ListedTokenProps) {
  return (
    <li className={classes.card} data-selected={selected || undefined}>
      <div className={classes.head}>
        <Checkbox
          aria-label={`Select ${token.name}`}
          checked={selected}
          onChange={() => onSelect(token.id)}
        />
        <div className={classes.name}>
          <PlaceLink to={{ at: 'token', tokenId: token.id }} fw={600} c="inherit">
            {token.name}
          </PlaceLink>
          <TokenNote token={token} mixed={mixed} lines={6} />
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
      <dl className={classes.facts}>
        <Fact term="Last used">
          <LastUsed lastUse={token.lastUse} />
        </Fact>
        <Fact term="Expires">
          <ExpiresOn token={token} />
        </Fact>
        <Fact term="Access">
          <AccessWord token={token} />
        </Fact>
        <Fact term="Created">
          <Ago at={token.createdAt} />
          <Text size="xs" c="dimmed">
            by {apart(token.createdBy.name)}
          </Text>
        </Fact>
      </dl>
    </li>
  )
})

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
