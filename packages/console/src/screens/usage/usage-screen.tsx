import { permission } from '@keyward/contract'
import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { whyNotWith } from '../../lib/rights.ts'
import { lastUsedQuery, usageSummaryQuery } from '../../lib/usage-queries.ts'
import { Rows } from '../../parts/list/rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { LastUsed } from '../../parts/relative-time.tsx'
import { CallsSection } from '../../parts/usage-chart/calls-section.tsx'
import { PlaceLink } from '../../parts/ways.tsx'

const TITLE = 'Usage'

/** What all tokens of the organisation do together, and which were used last. */
export function UsageScreen() {
  const membership = useMembership()
  const reason = whyNotWith(
    membership,
    permission('keyward', 'api-tokens', 'read'),
    'see what the organisation’s tokens do',
  )
  if (reason) return <NoRight title={TITLE} reason={reason} />
  return (
    <Page title={TITLE} lead="Every call with a token of this organisation, let through or refused.">
      <Stack gap={36}>
        <Calls />
        <UsedLast />
      </Stack>
    </Page>
  )
}

function Calls() {
  const { organization } = useOrganization()
  return (
    <CallsSection
      title="Calls"
      usage={useQuery(usageSummaryQuery(organization))}
      never="No token was used in the last 14 days. A call shows here within seconds."
    />
  )
}

function UsedLast() {
  const { organization } = useOrganization()
  const found = useQuery(lastUsedQuery(organization))
  if (found.isPending) return <Skeleton height={220} radius="lg" />
  if (found.isError) return <ProblemNotice error={found.error} onRetry={found.refetch} />
  return (
    <Rows
      title="Used last"
      empty="No token was ever used."
      heads={['Token', 'Last used', 'From', 'Agent']}
      rows={found.data.tokens
        .filter(({ lastUse }) => lastUse !== null)
        .map(({ id, name, lastUse }) => ({
          key: id,
          cells: [
            <PlaceLink key="token" to={{ at: 'token', tokenId: id }} fz="inherit">
              {name}
            </PlaceLink>,
            <LastUsed key="at" lastUse={lastUse} />,
            lastUse?.address ?? 'unknown',
            lastUse?.agent ?? 'none sent',
          ],
        }))}
    />
  )
}
