import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './detail-tip.module.css'
import { useTip } from './tip.tsx'

/** A short text whose exact meaning is told on hover, on focus and on a tap. */
export function DetailTip({ detail, children }: { detail: ReactNode; children: ReactNode }) {
  const tip = useTip(detail)
  return (
    <>
      <UnstyledButton className={classes.target} {...tip.on} aria-describedby={tip.describedBy}>
        {children}
      </UnstyledButton>
      {tip.card}
    </>
  )
}
