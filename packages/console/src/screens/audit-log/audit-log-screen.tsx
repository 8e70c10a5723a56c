import { permission } from '@keyward/contract'
import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { auditQuery } from '../../lib/audit/audit-query.ts'
import { isNarrowedSearch } from '../../lib/audit/audit-search.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { EmptyState } from '../../parts/page/empty-state.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { AuditFilters } from './audit-filters.tsx'
import classes from './audit-log.module.css'
import type { AuditScreenProps } from './audit-screen-props.ts'
import { EventItem } from './event-item.tsx'
import { ExportButton } from './export-button.tsx'
import { type Verified, VerifyButton, VerifyResult } from './verify-chain.tsx'

const TITLE = 'Audit log'

/** What was changed, by whom, and whether the record itself is sound. */
export function AuditLogScreen(props: AuditScreenProps) {
  const membership = useMembership()
  const [verified, setVerified] = useState<Verified>()
  const reason = whyNotWith(membership, permission('keyward', 'audit-log', 'read'), 'read the audit log')
  if (reason) return <NoRight title={TITLE} reason={reason} />
  return (
    <Page
      title={TITLE}
      lead="Every change, by whom and from where. Events are kept for good, each sealed to the one before."
      action={
        <Group gap="xs">
          <ExportButton />
          <VerifyButton onVerified={setVerified} />
        </Group>
      }
    >
      <Stack gap="lg">
        {verified && <VerifyResult verified={verified} />}
        <AuditFilters {...props} />
        <Events {...props} />
      </Stack>
    </Page>
  )
}

function Events({ search, onSearch }: AuditScreenProps) {
  const { organization } = useOrganization()
  const found = useInfiniteQuery(auditQuery(organization, search))
  if (found.isPending) return <Skeleton height={320} radius="lg" />
  if (found.isError) return <ProblemNotice error={found.error} onRetry={found.refetch} />
  const events = found.data.pages.flatMap((page) => page.events)
  if (events.length === 0)
    return (
      <EmptyState
        icon={<IconHistory size={26} />}
        title="No event matches"
        {...(isNarrowedSearch(search) && {
          action: (
            <Button variant="default" onClick={() => onSearch({})}>
              Show all events
            </Button>
          ),
        })}
      >
        Each change to a token, a member or a setting stands here, the newest first.
      </EmptyState>
    )
  return (
    <>
      <ul className={classes.events} aria-label="Events">
        {events.map((event) => (
          <EventItem key={event.sequence} event={event} search={search} onSearch={onSearch} />
        ))}
      </ul>
      {found.hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            Load more
          </Button>
        </Group>
      )}
    </>
  )
}
