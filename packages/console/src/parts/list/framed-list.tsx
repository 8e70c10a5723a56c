import type { ReactNode } from 'react'
import classes from './framed-list.module.css'

type FramedListProps = { children: ReactNode; 'aria-label'?: string; 'aria-labelledby'?: string }

/** Things of one kind, one below the other in one frame. */
export function FramedList({ children, ...names }: FramedListProps) {
  return (
    <ul className={classes.list} {...names}>
      {children}
    </ul>
  )
}

type FramedItemProps = {
  children: ReactNode
  /** How it stands, and what can be done with it. */
  end?: ReactNode
  /** What went wrong with that. */
  below?: ReactNode
}

/** One of them: what it is, and at its end what there is to see and to do. */
export function FramedItem({ children, end, below }: FramedItemProps) {
  return (
    <li className={classes.item}>
      <div className={classes.words}>{children}</div>
      {end && <div className={classes.end}>{end}</div>}
      {below}
    </li>
  )
}
