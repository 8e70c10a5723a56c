import type { ShownStatus } from '@keyward/contract'
import {
  IconBan,
  IconCalendarOff,
  IconCircleCheckFilled,
  IconHourglass,
  IconPlayerPauseFilled,
} from '@tabler/icons-react'
import { Mark } from '../list/mark.tsx'

export const STATUS_WORD: Record<ShownStatus, string> = {
  active: 'Active',
  pending: 'Pending',
  expired: 'Expired',
  stopped: 'Stopped',
  revoked: 'Revoked',
}

/** Each status has a shape of its own, so that colour carries nothing alone. */
const SHAPE = {
  active: IconCircleCheckFilled,
  pending: IconHourglass,
  expired: IconCalendarOff,
  stopped: IconPlayerPauseFilled,
  revoked: IconBan,
} satisfies Record<ShownStatus, unknown>

/** Where a token stands; `why` adds what has stopped it. */
export function StatusBadge({ status, why = false }: { status: ShownStatus; why?: boolean }) {
  return (
    <Mark look={status} shape={SHAPE[status]}>
      {STATUS_WORD[status]}
      {why && status === 'stopped' && ': owner deactivated'}
    </Mark>
  )
}
