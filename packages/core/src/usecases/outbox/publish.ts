import { DeliveryId, type WebhookEvent, type WebhookMessage } from '@keyward/contract'
import type { Happening } from '../../notices/happening.ts'
import type { OrganizationRecord } from '../../people/record.ts'
import type { Writes } from '../../ports.ts'
import { GIVE_UP_MS } from '../../webhooks/after-attempt.ts'
import type { DeliveryRecord, WebhookRecord } from '../../webhooks/record.ts'
import { writeMessage } from '../../webhooks/write-message.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'

type PublishDeps = Pick<Deps, 'clock' | 'random'>

/** Owes, in the transaction of what happened, a message to each webhook that listens. */
export async function publish(
  deps: PublishDeps,
  writes: Writes,
  { id, now }: Pick<OrganizationRecord, 'id'> & { now: number },
  happenings: readonly Happening[],
): Promise<void> {
  const webhooks = (await writes.webhooks.list(id)).filter(({ disabled }) => disabled === null)
  if (webhooks.length === 0) return
  const owed = happenings.flatMap((happening) => {
    const message = writeMessage(happening, id)
    return webhooks
      .filter((webhook) => listensTo(webhook, happening.kind))
      .map((webhook) => newDelivery(deps, webhook, message, now))
  })
  await writes.webhooks.insert(owed)
}

/** A message that waits to be posted, at once. */
export const newDelivery = (
  deps: PublishDeps,
  { id, organizationId }: WebhookRecord,
  message: WebhookMessage,
  now: number,
): DeliveryRecord => ({
  id: DeliveryId.parse(newId('dlv', deps)),
  organizationId,
  webhookId: id,
  type: message.type,
  tokenId: message.data.token?.id ?? null,
  body: JSON.stringify(message),
  status: 'waiting',
  dueAt: now,
  giveUpAt: now + GIVE_UP_MS,
  tries: 0,
  last: null,
  createdAt: now,
  settledAt: null,
})

const listensTo = ({ events }: WebhookRecord, kind: WebhookEvent): boolean =>
  events === null || events.includes(kind)
