import type { MemberStatus as Status } from '@keyward/contract'
import { IconCircleCheckFilled, IconPlayerPauseFilled } from '@tabler/icons-react'
import { Mark } from '../../parts/list/mark.tsx'

/** Whether a member may do anything here, by word, shape and colour. */
export function MemberStatus({ status }: { status: Status }) {
  return status === 'active' ? (
    <Mark look="active" shape={IconCircleCheckFilled}>
      Active
    </Mark>
  ) : (
    <Mark look="stopped" shape={IconPlayerPauseFilled}>
      Deactivated
    </Mark>
  )
}
