import type { ComponentType, ReactNode } from 'react'
import classes from '../token/status-badge.module.css'

type MarkProps = {
  look: 'active' | 'pending' | 'stopped' | 'expired' | 'revoked'
  shape: ComponentType<{ size: number; 'aria-hidden': true }>
  children: ReactNode
}

/** How something stands, by word, shape and colour, so that colour carries nothing alone. */
export function Mark({ look, shape: Shape, children }: MarkProps) {
  return (
    <span className={classes.badge} data-status={look}>
      <Shape size={15} aria-hidden />
      {children}
    </span>
  )
}
