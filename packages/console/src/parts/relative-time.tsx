import type { Token } from '@keyward/contract'
import { Stack } from '@mantine/core'
import { formatAgo, formatDay, formatExact } from '../lib/dates.ts'
import { useNow } from '../lib/now.ts'
import { DetailTip } from './detail-tip.tsx'

/** How long ago; the exact instant on hover and focus. */
export function Ago({ at }: { at: string }) {
  const now = useNow()
  return (
    <DetailTip detail={formatExact(at)}>
      <time dateTime={at}>{formatAgo(at, now)}</time>
    </DetailTip>
  )
}

/** The day; the exact instant on hover and focus. */
export function Day({ at }: { at: string }) {
  return (
    <DetailTip detail={formatExact(at)}>
      <time dateTime={at}>{formatDay(at)}</time>
    </DetailTip>
  )
}

/** When a token was last let through; from where and by what on hover and focus. */
export function LastUsed({ lastUse }: Pick<Token, 'lastUse'>) {
  const now = useNow()
  if (!lastUse) return <>Never</>
  const detail = (
    <Stack gap={2}>
      <span>{formatExact(lastUse.at)}</span>
      <span>From {lastUse.address ?? 'an unknown address'}</span>
      {lastUse.agent && <span>{lastUse.agent}</span>}
    </Stack>
  )
  return (
    <DetailTip detail={detail}>
      <time dateTime={lastUse.at}>{formatAgo(lastUse.at, now)}</time>
    </DetailTip>
  )
}
