import type { UsageSlot } from '@keyward/contract'
import { Skeleton, Title } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { ProblemNotice } from '../page/problem-notice.tsx'
import { UsageChart } from './usage-chart.tsx'

type CallsSectionProps = {
  title: string
  usage: UseQueryResult<{ hours: readonly UsageSlot[]; days: readonly UsageSlot[] }>
  /** What stands there as long as nobody has called. */
  never: string
}

/** Calls as a chart, under a title of their own. */
export function CallsSection({ title, usage, never }: CallsSectionProps) {
  return (
    <section aria-labelledby="calls">
      <Title order={2} id="calls" mb="sm">
        {title}
      </Title>
      {usage.isPending && <Skeleton height={220} radius="lg" />}
      <ProblemNotice error={usage.error} onRetry={usage.refetch} />
      {usage.data && <UsageChart hours={usage.data.hours} days={usage.data.days} never={never} />}
    </section>
  )
}
