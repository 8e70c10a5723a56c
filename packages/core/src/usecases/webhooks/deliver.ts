import type { OrganizationId, WebhookId } from '@keyward/contract'
import { unseal } from '../../keys/seal.ts'
import type { Poster } from '../../ports.ts'
import type { Secret } from '../../token/secret.ts'
import { type Answer, afterAttempt, webhookAfter } from '../../webhooks/after-attempt.ts'
import { type DeliveryRecord, secretPlace, type WebhookRecord } from '../../webhooks/record.ts'
import { signMessage } from '../../webhooks/sign-message.ts'
import { DAY_MS } from '../../world.ts'
import { atOnce } from '../at-once.ts'
import { type Change, changeWith } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { holdersOf } from '../outbox/owe-notices.ts'
import { NOBODYS_RIGHTS } from '../rights/nobody.ts'
import { UPDATE_WEBHOOKS } from './found-webhook.ts'
import { hostOf, webhookSubject } from './present-webhook.ts'

/** So many at a time to one webhook. */
const AT_ONCE = 4
const CLAIMED = 8 * AT_ONCE
/** Longer than these take, one after the other; then another process may try. */
const CLAIM_MS = 5 * 60_000
const KEPT_MS = 30 * DAY_MS
const SYSTEM = { kind: 'system', id: null, name: 'webhooks' } as const

export type Postman = {
  deps: Deps
  poster: Poster
  /** Which sender among several this is. */
  id: string
  /** Whether to begin nothing more. */
  stopping(): boolean
}

/** Posts what is due to one webhook, until nothing is: each message settled as soon as its fate is known. */
export async function deliverTo(postman: Postman, webhookId: WebhookId): Promise<void> {
  const { store, clock } = postman.deps
  for (let more = true; more && !postman.stopping(); ) {
    const now = clock.now()
    const range = { now, until: now + CLAIM_MS, limit: CLAIMED }
    const { value: claimed } = await store.transact(({ webhooks }) =>
      webhooks.claim(postman.id, webhookId, range),
    )
    await atOnce(claimed, AT_ONCE, (record) => attempt(postman, record))
    more = claimed.length === CLAIMED
  }
}

async function attempt(postman: Postman, record: DeliveryRecord): Promise<void> {
  const { deps, poster, id, stopping } = postman
  const { store, clock } = deps
  const settle = (settled: DeliveryRecord) =>
    store.transact(({ webhooks }) => webhooks.settle(id, settled)).then(({ value }) => value)
  const released: DeliveryRecord = { ...record, status: 'waiting' }
  if (stopping()) return void (await settle(released))
  const webhook = await store.reads.webhooks.find(record.organizationId, record.webhookId)
  const at = clock.now()
  if (!webhook || webhook.disabled || record.giveUpAt <= at)
    return void (await settle({ ...record, status: 'failed', settledAt: at }))
  const began = clock.mono()
  const { body } = record
  const secrets = secretsOf(deps, webhook, at)
  const posting = { url: webhook.url, headers: signMessage(secrets, record, at), body }
  const answer: Answer =
    secrets.length > 0 ? await poster.post(posting) : { kind: 'unanswered', fault: 'secret_lost' }
  // What we broke off ourselves is no failure of the receiver: the next start posts it at once.
  if (stopping() && answer.kind === 'unanswered') return void (await settle(released))
  const [chance = 0] = deps.random.bytes(1)
  const settled = afterAttempt(record, { answer, at, ms: Math.round(clock.mono() - began) }, chance / 255)
  if ((await settle(settled)) && webhookAfter(webhook, settled) !== webhook)
    await noteOutcome(deps, webhook, settled)
}

/** Notes on the webhook itself that messages fail, get through again, or shall not come any more. */
async function noteOutcome(
  deps: Deps,
  { id, organizationId }: WebhookRecord,
  settled: DeliveryRecord,
): Promise<void> {
  const organization = await deps.store.reads.organizations.get(organizationId)
  if (!organization) return
  const rights = async () => ({ ...NOBODYS_RIGHTS, name: SYSTEM, organization })
  await changeWith(deps, {}, rights, async (making) => {
    const before = await making.writes.webhooks.lock(organizationId, id)
    if (!before) return
    const after = webhookAfter(before, settled)
    if (after === before) return
    await making.writes.webhooks.put(after)
    if (after.disabled) await switchOff(making, after, after.disabled, organizationId)
  })
}

/** Ends what waits, and tells whoever looks after webhooks. */
async function switchOff(
  { writes, rights, index, now, tell, owe }: Change,
  webhook: WebhookRecord,
  { at, why }: NonNullable<WebhookRecord['disabled']>,
  organizationId: OrganizationId,
): Promise<void> {
  await writes.webhooks.end(organizationId, webhook.id, now)
  tell({ kind: 'webhook.disabled', subject: webhookSubject(webhook), facts: { why } })
  const scene = { organization: rights.organization, index, now }
  const item = { kind: 'webhook.disabled', at, why, name: webhook.name, host: hostOf(webhook.url) } as const
  for (const { id, name, email } of await holdersOf(writes, scene, UPDATE_WEBHOOKS))
    if (email !== null) owe({ to: { memberId: id, name, address: email }, item })
}

/** The current secret, and the one before while it is still good. */
function secretsOf(
  { keys }: Pick<Deps, 'keys'>,
  { id, sealed, outgoing }: WebhookRecord,
  now: number,
): Secret[] {
  const texts = [sealed, ...(outgoing && outgoing.until > now ? [outgoing.sealed] : [])]
  return texts.flatMap((text) => unseal(keys, text, secretPlace(id)) ?? [])
}

/** Ends what could not be posted in its time, also where nothing posts, and forgets what is a month old. */
export async function tidyDeliveries({ store, clock }: Pick<Deps, 'store' | 'clock'>): Promise<void> {
  const now = clock.now()
  await store.transact(async ({ webhooks }) => {
    await webhooks.giveUp(now)
    await webhooks.forget(now - KEPT_MS)
  })
}
