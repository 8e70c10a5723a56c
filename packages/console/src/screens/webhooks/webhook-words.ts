import type { DeliveryAttempt, DeliveryFault, DisabledWhy, Webhook, WebhookEvent } from '@keyward/contract'

/** What a webhook can be told of, in the order of a token's life. */
export const EVENTS: Record<WebhookEvent, string> = {
  'token.generated': 'A token is generated',
  'token.updated': 'A token is edited',
  'token.regenerated': 'A token is regenerated',
  'token.revoked': 'A token is revoked',
  'token.reinstated': 'A token is re-approved',
  'token.deleted': 'A token is deleted',
  'token.expiring': 'A token expires soon',
  'approval.requested': 'A token waits for approval',
  'approval.granted': 'A request is approved',
  'approval.denied': 'A request is denied',
}
export const EVENT_NAMES = Object.keys(EVENTS) as WebhookEvent[]

/** Why nothing is posted, after "Switched off". */
export const SWITCHED_OFF: Record<DisabledWhy, string> = {
  by_hand: 'by hand',
  gone: 'because it answered 410 Gone',
  failing: 'because nothing had got through for three days',
}

const FAULTS: Record<Exclude<DeliveryFault, 'answered_error'>, string> = {
  redirected: 'it redirects, and redirects are not followed',
  timed_out: 'no answer in time',
  unreachable: 'it cannot be reached',
  name_unresolved: 'the name has no address',
  address_refused: 'it leads into a network that webhooks do not reach',
  secret_lost: 'the secret cannot be read any more: rotate it',
}

/** How the last attempt went: "503 in 143 ms", "no answer in time". */
export function attemptIn({ status, ms, fault }: DeliveryAttempt): string {
  const answered = status === null ? undefined : `${status} in ${ms} ms`
  const why = fault === null || fault === 'answered_error' ? undefined : FAULTS[fault]
  return [answered, why].filter(Boolean).join(', ')
}

export const eventsIn = ({ events }: Webhook): string =>
  events === null ? 'All events' : events.length === 1 ? '1 event' : `${events.length} events`
