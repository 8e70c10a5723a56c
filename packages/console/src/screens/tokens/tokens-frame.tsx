import type { Seats } from '@keyward/contract'
import { Tabs, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { mayGenerate, whyNoSeat, whyNot } from '../../lib/rights.ts'
import type { TokenListSearch } from '../../lib/token/token-list-search.ts'
import { useMembership } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { Page } from '../../parts/page/page.tsx'
import { useWays } from '../../parts/ways.tsx'
import { TokenFilters } from './token-filters.tsx'
import classes from './tokens.module.css'

type TokensFrameProps = {
  search: TokenListSearch
  onSearch: (search: TokenListSearch) => void
  everyone: boolean
  /** Whether there is anything to search in. */
  filterable: boolean
  /** The person's own, while their tab is shown. */
  seats: Seats | null
  summary: ReactNode
  children: ReactNode
}

/** What stands around the list: heading, main act, tabs, filters. */
export function TokensFrame({
  search,
  onSearch,
  everyone,
  filterable,
  seats,
  summary,
  children,
}: TokensFrameProps) {
  const membership = useMembership()
  const { go } = useWays()
  const mine = search.tab === 'mine'
  const reason = mayGenerate(membership)
    ? whyNoSeat(seats, membership)
    : whyNot(membership, 'create', mine ? 'mine' : 'organization')

  return (
    <Page
      title="API tokens"
      documentTitle={`API tokens · ${membership.organization.name}`}
      lead="What programs show to your APIs instead of a password."
      width="table"
      action={
        <GuardedButton reason={reason} onClick={() => go({ at: 'generate', mine })}>
          Generate new API token
        </GuardedButton>
      }
    >
      <Tabs
        value={mine ? 'mine' : 'organization'}
        onChange={(tab) => onSearch(tab === 'mine' ? { tab: 'mine' } : {})}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="organization">Organisation</Tabs.Tab>
          <Tabs.Tab value="mine">Mine</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={mine ? 'mine' : 'organization'} pt="md">
          <div className={classes.panel}>
            {summary}
            {filterable && (
              <TokenFilters key={search.tab} search={search} onSearch={onSearch} owners={everyone && !mine} />
            )}
            {seats && (
              <Text size="sm" c="dimmed">
                {seats.used} of {seats.limit} live personal tokens
              </Text>
            )}
            {children}
          </div>
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
