import type { Token } from '@keyward/contract'
import { Stack } from '@mantine/core'
import { IconCircleDashed } from '@tabler/icons-react'
import { exactLines, formatAgo, formatDay } from '../lib/dates.ts'
import { useNow } from '../lib/now.ts'
import { DetailTip } from './detail-tip.tsx'
import classes from './token/status-badge.module.css'

function Exact({ at }: { at: string }) {
  return exactLines(at).map((line) => <div key={line}>{line}</div>)
}

/** How long ago; the exact instant on hover and focus. */
export function Ago({ at }: { at: string }) {
  const now = useNow()
  return (
    <DetailTip detail={<Exact at={at} />}>
      <time dateTime={at}>{formatAgo(at, now)}</time>
    </DetailTip>
  )
}

/** The day; the exact instant on hover and focus. */
export function Day({ at }: { at: string }) {
  return (
    <DetailTip detail={<Exact at={at} />}>
      <time dateTime={at}>{formatDay(at)}</time>
    </DetailTip>
  )
}

/** When a token was last let through; from where and by what on hover and focus. */
export function LastUsed({ lastUse }: Pick<Token, 'lastUse'>) {
  const now = useNow()
  if (!lastUse)
    return (
      <span className={classes.unused}>
        <IconCircleDashed size={14} aria-hidden />
        Never
      </span>
    )
  const detail = (
    <Stack gap={2}>
      <Exact at={lastUse.at} />
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
