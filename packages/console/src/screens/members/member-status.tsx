import type { MemberStatus as Status } from '@keyward/contract'
import { IconCircleCheckFilled, IconPlayerPauseFilled } from '@tabler/icons-react'
import classes from '../../parts/status-badge.module.css'

/** Whether a member may do anything here, by word, shape and colour. */
export function MemberStatus({ status }: { status: Status }) {
  const active = status === 'active'
  const Shape = active ? IconCircleCheckFilled : IconPlayerPauseFilled
  return (
    <span className={classes.badge} data-status={active ? 'active' : 'stopped'}>
      <Shape size={15} aria-hidden />
      {active ? 'Active' : 'Deactivated'}
    </span>
  )
}
