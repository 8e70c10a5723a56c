import type { AnyToken, ListedToken } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { counted } from '../../lib/counted.ts'
import { tokenListQuery } from '../../lib/queries.ts'
import { mayDo, whyNot } from '../../lib/rights.ts'
import { showToast } from '../../lib/toasts.ts'
import { useSelection } from '../../lib/token/selection.ts'
import { isLive } from '../../lib/token/token-acts.ts'
import { isNarrowed, type TokenListSearch, toFilter } from '../../lib/token/token-list-search.ts'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { EmptyState } from '../../parts/page/empty-state.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { DeleteDialog, RevokeDialog } from '../../parts/token/dialogs.tsx'
import { useTellRevoked } from '../../parts/token/revoked-toast.ts'
import { useWays } from '../../parts/ways.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ExportButton } from './export-button.tsx'
import { NoTokens } from './no-tokens.tsx'
import { SummaryStrip } from './summary-strip.tsx'
import { TokenList } from './token-list.tsx'
import { TokenListSkeleton } from './token-list-skeleton.tsx'
import { TokensFrame } from './tokens-frame.tsx'

type TokensScreenProps = { search: TokenListSearch; onSearch: (search: TokenListSearch) => void }

/** Settings → API tokens: every token that the person may see, and what can be done with many at once. */
export function TokensScreen({ search, onSearch }: TokensScreenProps) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const { go } = useWays()
  const whose = search.tab === 'mine' ? 'mine' : 'organization'
  const everyone = mayDo(membership, 'read', 'members')
  const unreadable = whose === 'organization' && everyone ? undefined : whyNot(membership, 'read', whose)
  const query = useInfiniteQuery({ ...tokenListQuery(organization, search, everyone), enabled: !unreadable })
  const tokens = useMemo(() => query.data?.pages.flatMap((page) => page.tokens) ?? [], [query.data])
  const total = query.data?.pages[0]?.total ?? 0
  const seats = query.data?.pages[0]?.seats ?? null
  const selection = useSelection(tokens, JSON.stringify(toFilter(search, everyone)))
  const [binned, setBinned] = useState<ListedToken>()

  const body = () => {
    if (unreadable)
      return (
        <EmptyState icon={<IconLock size={26} />} title="You need another right for this">
          {unreadable}
        </EmptyState>
      )
    if (query.isError && tokens.length === 0)
      return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />
    if (query.isPending) return <TokenListSkeleton />
    if (tokens.length === 0)
      return (
        <NoTokens
          narrowed={isNarrowed(search)}
          mine={whose === 'mine'}
          onShowAll={() => onSearch(search.tab ? { tab: search.tab } : {})}
          onGenerate={() => go({ at: 'generate', mine: whose === 'mine' })}
        />
      )
    return (
      <Stack gap="md" aria-busy={query.isPlaceholderData}>
        <TokenList
          tokens={tokens}
          search={search}
          onSearch={onSearch}
          selection={selection}
          onBin={setBinned}
        />
        <Group gap="md">
          <Text size="sm" c="dimmed" role="status">
            {tokens.length === total ? counted(total, 'token') : `${tokens.length} of ${total} tokens`}
          </Text>
          <ExportButton search={search} everyone={everyone} total={total} />
        </Group>
        {query.isError && (
          <ProblemNotice
            error={query.error}
            onRetry={() => (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch())}
          />
        )}
        {query.hasNextPage && (
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Load more
          </Button>
        )}
      </Stack>
    )
  }

  const isEmpty = query.isSuccess && tokens.length === 0 && !isNarrowed(search)
  const hasFigures = whose === 'organization' && mayDo(membership, 'read', 'organization') && !isEmpty
  const summary = hasFigures && (
    <SummaryStrip
      search={search}
      onSearch={onSearch}
      reach={everyone ? undefined : 'organization'}
      listed={query.data && !query.isPlaceholderData ? total : undefined}
    />
  )

  return (
    <TokensFrame
      search={search}
      onSearch={onSearch}
      everyone={everyone}
      filterable={!unreadable && !isEmpty}
      seats={seats}
      summary={summary}
    >
      {body()}
      <BulkBar
        selection={selection}
        total={total}
        loaded={tokens.length}
        filter={toFilter(search, everyone)}
      />
      {binned && <BinDialog token={binned} onClose={() => setBinned(undefined)} />}
    </TokensFrame>
  )
}

/** The bin: on a live token it revokes, on one that has ended it deletes for good. */
function BinDialog({ token, onClose }: { token: ListedToken; onClose: () => void }) {
  const tellRevoked = useTellRevoked()
  const revoked = (ended: AnyToken) => {
    onClose()
    tellRevoked(ended)
  }
  const deleted = () => {
    onClose()
    showToast(`“${token.name}” is deleted.`)
  }
  return isLive(token.shownStatus) ? (
    <RevokeDialog token={token} onClose={onClose} onRevoked={revoked} />
  ) : (
    <DeleteDialog token={token} onClose={onClose} onDeleted={deleted} />
  )
}
