import type { Delivery, Webhook } from '@keyward/contract'
import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconClockFilled,
  IconPlayerPauseFilled,
} from '@tabler/icons-react'
import classes from '../../parts/status-badge.module.css'
import { STATUS } from './webhook-words.ts'

const LOOKS = {
  on: { status: 'active', shape: IconCircleCheckFilled, word: 'On' },
  failing: { status: 'pending', shape: IconAlertTriangleFilled, word: 'Failing' },
  off: { status: 'stopped', shape: IconPlayerPauseFilled, word: 'Off' },
} as const

/** Whether a webhook is posted to, and whether that gets through: by word, shape and colour. */
export function WebhookStatus({ webhook: { disabled, failingSince } }: { webhook: Webhook }) {
  const { status, shape: Shape, word } = LOOKS[disabled ? 'off' : failingSince ? 'failing' : 'on']
  return (
    <span className={classes.badge} data-status={status}>
      <Shape size={15} aria-hidden />
      {word}
    </span>
  )
}

const SHAPES = {
  delivered: { status: 'active', shape: IconCircleCheckFilled },
  waiting: { status: 'pending', shape: IconClockFilled },
  sending: { status: 'pending', shape: IconClockFilled },
  failed: { status: 'revoked', shape: IconAlertTriangleFilled },
} as const

/** How far a message has come. */
export function DeliveryStatus({ status }: Pick<Delivery, 'status'>) {
  const { status: look, shape: Shape } = SHAPES[status]
  return (
    <span className={classes.badge} data-status={look}>
      <Shape size={15} aria-hidden />
      {STATUS[status]}
    </span>
  )
}
