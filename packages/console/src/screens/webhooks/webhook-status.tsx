import type { Webhook } from '@keyward/contract'
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconPlayerPauseFilled } from '@tabler/icons-react'
import { Mark } from '../../parts/list/mark.tsx'

/** Whether a webhook is posted to, and whether that gets through. */
export function WebhookStatus({ webhook: { disabled, failingSince } }: { webhook: Webhook }) {
  if (disabled)
    return (
      <Mark look="stopped" shape={IconPlayerPauseFilled}>
        Off
      </Mark>
    )
  return failingSince ? (
    <Mark look="pending" shape={IconAlertTriangleFilled}>
      Failing
    </Mark>
  ) : (
    <Mark look="active" shape={IconCircleCheckFilled}>
      On
    </Mark>
  )
}
