import type { DeliveryFault } from '@keyward/contract'
import { HOUR_MS } from '../world.ts'
import type { AttemptRecord, DeliveryRecord, WebhookRecord } from './record.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
/** How long after each attempt comes the next: nine attempts in a little more than a day. */
const DELAYS_MS = [
  5 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  8 * HOUR_MS,
  10 * HOUR_MS,
]
/** How long a message may wait for whoever sends it. */
export const GIVE_UP_MS = 48 * HOUR_MS
/** For how long nothing may get through before a webhook is switched off. */
const FAILING_MS = 72 * HOUR_MS

/** What came of posting a message: an answer with its first bytes, or why there was none. */
export type Answer =
  | { kind: 'answered'; status: number; text: string }
  | { kind: 'unanswered'; fault: Exclude<DeliveryFault, 'redirected' | 'answered_error'> }

/** One attempt: when it began, and how long it took. */
export type Attempt = { answer: Answer; at: number; ms: number }

/** The row of a message after an attempt. `chance`, from 0 to 1, spreads what failed at once. */
export function afterAttempt(record: DeliveryRecord, attempt: Attempt, chance: number): DeliveryRecord {
  const last = attemptOf(attempt)
  const now = attempt.at + attempt.ms
  const tried: DeliveryRecord = { ...record, tries: record.tries + 1, last }
  if (last.fault === null) return { ...tried, status: 'delivered', settledAt: now }
  const delay = DELAYS_MS[tried.tries - 1]
  const dueAt = now + Math.round((delay ?? 0) * (1 - chance / 5))
  if (delay === undefined || dueAt >= record.giveUpAt || isGone(last))
    return { ...tried, status: 'failed', settledAt: now }
  return { ...tried, status: 'waiting', dueAt }
}

/** The webhook after an attempt: the same object where nothing has changed. */
export function webhookAfter(webhook: WebhookRecord, { last }: DeliveryRecord): WebhookRecord {
  if (!last || webhook.disabled) return webhook
  if (last.fault === null) return webhook.failingSince === null ? webhook : { ...webhook, failingSince: null }
  const failingSince = webhook.failingSince ?? last.at
  if (isGone(last)) return { ...webhook, failingSince, disabled: { at: last.at, why: 'gone' } }
  if (last.at - failingSince >= FAILING_MS)
    return { ...webhook, failingSince, disabled: { at: last.at, why: 'failing' } }
  return webhook.failingSince === null ? { ...webhook, failingSince } : webhook
}

/** The row of a message that is posted again by hand: its tries begin anew. */
export const redelivered = (record: DeliveryRecord, now: number): DeliveryRecord => ({
  ...record,
  status: 'waiting',
  dueAt: now,
  giveUpAt: now + GIVE_UP_MS,
  tries: 0,
  settledAt: null,
})

/** The receiver says that nothing shall come here any more. */
const isGone = ({ status }: AttemptRecord): boolean => status === 410

function attemptOf({ answer, at, ms }: Attempt): AttemptRecord {
  const took = { at, ms: Math.round(ms) }
  if (answer.kind === 'unanswered') return { ...took, status: null, answer: '', fault: answer.fault }
  return { ...took, status: answer.status, answer: answer.text, fault: faultOf(answer.status) }
}

/** Only 2xx counts; a redirect is never followed. */
function faultOf(status: number): DeliveryFault | null {
  if (status >= 200 && status < 300) return null
  return status >= 300 && status < 400 ? 'redirected' : 'answered_error'
}
