import type { AnyToken } from '@keyward/contract'
import { IconAlarm } from '@tabler/icons-react'
import { DAY } from '../../lib/dates.ts'
import { useNow } from '../../lib/now.ts'
import { isLive } from '../../lib/token/token-acts.ts'
import { Day } from '../relative-time.tsx'
import classes from './status-badge.module.css'

const SOON_MS = 7 * DAY

/** The day on which a token expires; one that is near is marked by word and shape. */
export function ExpiresOn({ token: { expiresAt, shownStatus } }: { token: AnyToken }) {
  const now = useNow()
  if (expiresAt === null) return <>Never</>
  const soon = isLive(shownStatus) && Date.parse(expiresAt) - now < SOON_MS
  return (
    <>
      <Day at={expiresAt} />
      {soon && (
        <span className={classes.mark}>
          <IconAlarm size={14} aria-hidden />
          Expires soon
        </span>
      )}
    </>
  )
}
