import { ShownStatus, type TokenMark } from '@keyward/contract'
import { Chip, CloseButton, Group, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconSelector } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { TokenListSearch } from '../../lib/token/token-list-search.ts'
import { STATUS_WORD } from '../../parts/token/status-badge.tsx'
import classes from './tokens.module.css'

type TokenFiltersProps = {
  search: TokenListSearch
  onSearch: (search: TokenListSearch) => void
  /** Whether to offer the choice between the organisation's tokens and members'. */
  owners: boolean
}

const OWNERS = [
  { value: '', label: 'All owners' },
  { value: 'organization', label: 'Owned by the organisation' },
  { value: 'members', label: 'Owned by other members' },
]

/** Search, owners and statuses: everything that narrows the list, kept in the address. */
export function TokenFilters({ search, onSearch, owners }: TokenFiltersProps) {
  const chosen = search.status ?? []
  const choose = (values: string[]) =>
    onSearch({ ...search, status: ShownStatus.options.filter((status) => values.includes(status)) })
  return (
    <div className={classes.filters}>
      <SearchBox search={search} onSearch={onSearch} />
      {owners && (
        <NativeSelect
          className={classes.owner ?? ''}
          aria-label="Owner"
          data={OWNERS}
          rightSection={<IconSelector size={16} aria-hidden />}
          value={search.owner ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget
            onSearch({
              ...search,
              owner: value === 'organization' || value === 'members' ? value : undefined,
            })
          }}
        />
      )}
      <Chip.Group multiple value={chosen} onChange={choose}>
        <Group gap={6} component="fieldset" className={classes.chips} aria-label="Status">
          {ShownStatus.options.map((status) => (
            <Chip key={status} value={status} size="sm" variant="outline">
              {STATUS_WORD[status]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {search.mark && search.tab === 'mine' && (
        <Chip checked size="sm" variant="outline" onChange={() => onSearch({ ...search, mark: undefined })}>
          {MARK_WORD[search.mark]}
        </Chip>
      )}
    </div>
  )
}

const MARK_WORD: Record<TokenMark, string> = {
  expiring_soon: 'Expiring within 7 days',
  never_used: 'Never used',
  refused_lately: 'Refused in the last 24 h',
}

const PAUSE_MS = 250

function SearchBox({ search, onSearch }: Pick<TokenFiltersProps, 'search' | 'onSearch'>) {
  const [typed, setTyped] = useState(search.search ?? '')
  const sent = useRef(search.search)
  const put = (text: string) => {
    sent.current = text.trim() ? text : undefined
    onSearch({ ...search, search: sent.current })
  }
  // Emptied from outside: by "Show all tokens" or a figure above.
  useEffect(() => {
    if (search.search === undefined && sent.current !== undefined) {
      sent.current = undefined
      setTyped('')
    }
  }, [search.search])
  const putSoon = useDebouncedCallback(put, PAUSE_MS)
  return (
    <TextInput
      type="search"
      data-search
      className={classes.search ?? ''}
      aria-label="Search tokens"
      placeholder="Search by name or id"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        putSoon(event.currentTarget.value)
      }}
      rightSection={
        typed && (
          <CloseButton
            size="sm"
            aria-label="Clear the search"
            onClick={() => {
              setTyped('')
              put('')
            }}
          />
        )
      }
    />
  )
}
