import { Tooltip, UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import classes from './detail-tip.module.css'

/** A short text whose exact meaning is told on hover, on focus and on a tap. */
export function DetailTip({ detail, children }: { detail: ReactNode; children: ReactNode }) {
  const [shown, setShown] = useState(false)
  return (
    <Tooltip label={detail} opened={shown} withinPortal>
      <UnstyledButton
        className={classes.target}
        onMouseEnter={() => setShown(true)}
        onMouseLeave={() => setShown(false)}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onClick={() => setShown(true)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setShown(false)
        }}
      >
        {children}
      </UnstyledButton>
    </Tooltip>
  )
}
