import type { Catalogue, Token } from '@keyward/contract'
import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'

const Panel = lazy(async () => ({ default: (await import('./usage-panel.tsx')).UsagePanel }))
const Granted = lazy(async () => ({ default: (await import('./granted-used.tsx')).GrantedUsed }))

/** What a token does, fetched after what it is. */
export function LazyUsage({ token, catalogue }: { token: Token; catalogue: Catalogue }) {
  return (
    <Suspense fallback={<Skeleton height={320} radius="lg" />}>
      <Granted token={token} catalogue={catalogue} />
      <Panel token={token} />
    </Suspense>
  )
}
