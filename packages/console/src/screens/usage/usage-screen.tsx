import { permission, type TokenMark } from '@keyward/contract'
import { Skeleton, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { counted } from '../../lib/counted.ts'
import { mayDo, whyNotWith } from '../../lib/rights.ts'
import { lastUsedQuery, usageSummaryQuery } from '../../lib/usage-queries.ts'
import { Rows } from '../../parts/list/rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { LastUsed } from '../../parts/relative-time.tsx'
import { CallsSection } from '../../parts/usage-chart/calls-section.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import classes from './usage-screen.module.css'

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
        <WorthALook />
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

/** Which tokens the calls, and their absence, lead to: each number opens the list of what it counts. */
function WorthALook() {
  const { organization } = useOrganization()
  const everyone = mayDo(useMembership(), 'read', 'members')
  const { data } = useQuery(usageSummaryQuery(organization, everyone ? undefined : 'organization'))
  const counts = data ? MARKS.filter(({ figure }) => data[figure] > 0) : []
  if (!data || counts.length === 0) return null
  return (
    <section aria-labelledby="worth">
      <Title order={2} id="worth" mb="sm">
        Worth a look
      </Title>
      <ul className={classes.marks}>
        {counts.map(({ mark, figure, words }) => (
          <li key={mark}>
            <PlaceLink to={{ at: 'tokens', search: { mark } }} fz="inherit" underline="always">
              {counted(data[figure], 'token')}
            </PlaceLink>{' '}
            {words}
          </li>
        ))}
      </ul>
    </section>
  )
}

const MARKS = [
  { mark: 'refused_lately', figure: 'refusedLately', words: 'refused in the last 24 hours' },
  { mark: 'expiring_soon', figure: 'expiringSoon', words: 'expiring within 7 days' },
  { mark: 'never_used', figure: 'neverUsed', words: 'live and never used' },
] as const satisfies readonly { mark: TokenMark; [more: string]: unknown }[]

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
