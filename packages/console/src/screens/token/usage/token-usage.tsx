import type { Catalogue, Token } from '@keyward/contract'
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { tokenUsageQuery } from '../../../lib/usage-queries.ts'
import { useOrganization } from '../../../parts/membership.tsx'
import { CallsSection } from '../../../parts/usage-chart/calls-section.tsx'
import { GrantedUsed } from './granted-used.tsx'
import { OldValue } from './old-value.tsx'

/** How much a token is used, and how much of what it may do. */
export function TokenUsage({ token, catalogue }: { token: Token; catalogue: Catalogue }) {
  const { organization } = useOrganization()
  const usage = useQuery(tokenUsageQuery(organization, token.id))
  return (
    <Stack gap={28}>
      <CallsSection
        title="Usage"
        usage={usage}
        never="No calls in the last 14 days. A call shows here within seconds."
      />
      {usage.data && <OldValue token={token} usage={usage.data} />}
      <GrantedUsed token={token} catalogue={catalogue} />
    </Stack>
  )
}
