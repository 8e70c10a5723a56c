import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './notice.module.css'

type NoticeProps = { tone: 'trouble' | 'hint'; title: string; children?: ReactNode }

/** Something to read before going on; trouble is read out at once. */
export function Notice({ tone, title, children }: NoticeProps) {
  const Icon = tone === 'trouble' ? IconAlertTriangle : IconInfoCircle
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'trouble' ? 'alert' : 'note'}>
      <Icon size={20} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  )
}
