import type { TokenId } from '@keyward/contract'
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNow } from '../../lib/now.ts'
import { lastDayWords } from '../../lib/usage.ts'
import { tokenUsageQuery } from '../../lib/usage-queries.ts'
import { useOrganization } from '../membership.tsx'

/** What a token did in the last day, told before it is taken away from whoever calls with it. */
export function LastDay({ tokenId }: { tokenId: TokenId }) {
  const { organization } = useOrganization()
  const now = useNow()
  const usage = useQuery(tokenUsageQuery(organization, tokenId))
  if (usage.isPending) return <Skeleton width={140} height={16} />
  return usage.data ? lastDayWords(usage.data, now) : 'Not known'
}
