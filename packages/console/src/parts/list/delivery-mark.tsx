import { IconAlertTriangleFilled, IconCircleCheckFilled, IconClockFilled } from '@tabler/icons-react'
import { Mark } from './mark.tsx'

const DELIVERIES = {
  waiting: { look: 'pending', shape: IconClockFilled, word: 'Waiting' },
  sending: { look: 'pending', shape: IconClockFilled, word: 'Sending' },
  sent: { look: 'active', shape: IconCircleCheckFilled, word: 'Sent' },
  delivered: { look: 'active', shape: IconCircleCheckFilled, word: 'Delivered' },
  failed: { look: 'revoked', shape: IconAlertTriangleFilled, word: 'Failed' },
} as const

/** How far a mail or a message has come. */
export function DeliveryMark({ status }: { status: keyof typeof DELIVERIES }) {
  const { look, shape, word } = DELIVERIES[status]
  return (
    <Mark look={look} shape={shape}>
      {word}
    </Mark>
  )
}
