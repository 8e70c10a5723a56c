import type { Catalogue, Token } from '@keyward/contract'
import { Skeleton, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { tokenUsageQuery } from '../../../lib/usage-queries.ts'
import { useOrganization } from '../../../parts/membership.tsx'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { UsageChart } from '../../../parts/usage-chart/usage-chart.tsx'
import { GrantedUsed } from './granted-used.tsx'
import { OldValue } from './old-value.tsx'

/** How much a token is used, and how much of what it may do. */
export function TokenUsage({ token, catalogue }: { token: Token; catalogue: Catalogue }) {
  const { organization } = useOrganization()
  const usage = useQuery(tokenUsageQuery(organization, token.id))
  return (
    <Stack gap={28}>
      <section aria-labelledby="usage">
        <Title order={2} id="usage" mb="sm">
          Usage
        </Title>
        {usage.isPending && <Skeleton height={220} radius="lg" />}
        <ProblemNotice error={usage.error} onRetry={usage.refetch} />
        {usage.data && (
          <UsageChart
            hours={usage.data.hours}
            days={usage.data.days}
            never="No calls in the last 14 days. A call shows here within seconds."
          />
        )}
      </section>
      {usage.data && <OldValue token={token} usage={usage.data} />}
      <GrantedUsed token={token} catalogue={catalogue} />
    </Stack>
  )
}
