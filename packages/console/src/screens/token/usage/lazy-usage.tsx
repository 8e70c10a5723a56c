import type { Catalogue, Token } from '@keyward/contract'
import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'

const Usage = lazy(async () => ({ default: (await import('./token-usage.tsx')).TokenUsage }))
const Traces = lazy(async () => ({ default: (await import('./token-traces.tsx')).TokenTraces }))

/** What a token does, fetched after what it is. */
export function LazyUsage(props: { token: Token; catalogue: Catalogue }) {
  return (
    <Suspense fallback={<Skeleton height={260} radius="lg" />}>
      <Usage {...props} />
    </Suspense>
  )
}

/** Where its calls came from and what they left behind, the same way. */
export function LazyTraces(props: { token: Token }) {
  return (
    <Suspense fallback={<Skeleton height={260} radius="lg" />}>
      <Traces {...props} />
    </Suspense>
  )
}
