import { KeywardError, type OutputOf, type ParsedOf, WebhookId } from '@keyward/contract'
import { seal } from '../../keys/seal.ts'
import type { Actor } from '../../ports.ts'
import { secretPlace, type WebhookRecord } from '../../webhooks/record.ts'
import { secretText } from '../../webhooks/sign-message.ts'
import { DAY_MS } from '../../world.ts'
import { type Change, change } from '../change/change.ts'
import { once } from '../change/once.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { readAs } from '../rights/read-as.ts'
import { requirePermission } from '../rights/rights.ts'
import { foundWebhook, lockWebhook, UPDATE_WEBHOOKS } from './found-webhook.ts'
import { hostOf, presentWebhook, webhookSubject } from './present-webhook.ts'

/** Every event of an organisation is posted to each. */
const MOST_WEBHOOKS = 20
const SECRET_BYTES = 32
const OVERLAP_MS = DAY_MS

/** Creates a webhook. Its secret is answered, and kept sealed. */
export async function createWebhook(
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'createWebhook'>,
): Promise<OutputOf<'createWebhook'>> {
  await requirePostable(deps, actor, input.url)
  const { value } = await change(deps, actor, (making) => {
    requirePermission(making.rights, UPDATE_WEBHOOKS)
    return once(making, actor, {
      operation: 'createWebhook',
      input,
      async make() {
        const value = await insertWebhook(deps, making, input)
        return { madeId: value.webhook.id, value }
      },
      again: (madeId) => issuedBefore(making, WebhookId.parse(madeId)),
    })
  })
  return value
}

/** Gives a webhook a new secret. For a day messages are signed with the one before as well. */
export async function rotateWebhookSecret(
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'rotateWebhookSecret'>,
): Promise<OutputOf<'rotateWebhookSecret'>> {
  const { value } = await change(deps, actor, (making) => {
    requirePermission(making.rights, UPDATE_WEBHOOKS)
    return once(making, actor, {
      operation: 'rotateWebhookSecret',
      input,
      make: async () => ({
        madeId: input.webhookId,
        value: await replaceSecret(deps, making, input.webhookId),
      }),
      again: (madeId) => issuedBefore(making, WebhookId.parse(madeId)),
    })
  })
  return value
}

/**
 * Asks whoever posts whether it ever would, before anything is locked.
 * @throws KeywardError `webhook_url_refused`, `permission_missing`
 */
export async function requirePostable(deps: Deps, actor: Actor, url: string): Promise<void> {
  await readAs(deps, actor, UPDATE_WEBHOOKS)
  const why = await deps.poster?.refuses(url)
  if (why === undefined) return
  throw new KeywardError('webhook_url_refused', { detail: why, fields: [{ path: 'url', message: why }] })
}

async function insertWebhook(
  deps: Deps,
  { writes, rights, now, tell }: Change,
  { name, url, events }: Pick<WebhookRecord, 'name' | 'url' | 'events'>,
) {
  const organizationId = rights.organization.id
  // Of several at once, each counts after the one before it.
  await writes.organizations.lock(organizationId)
  if ((await writes.webhooks.list(organizationId)).length >= MOST_WEBHOOKS)
    throw new KeywardError('webhooks_full', {
      detail: `There are ${MOST_WEBHOOKS} webhooks: delete one that is not needed any more.`,
    })
  const id = WebhookId.parse(newId('whk', deps))
  const secret = secretText(deps.random.bytes(SECRET_BYTES))
  const record: WebhookRecord = {
    id,
    organizationId,
    name,
    url,
    events,
    sealed: seal(deps.keys, deps.random, secret, secretPlace(id)),
    outgoing: null,
    disabled: null,
    failingSince: null,
    createdBy: rights.name,
    createdAt: now,
  }
  await writes.webhooks.put(record)
  tell({
    kind: 'webhook.created',
    subject: webhookSubject(record),
    facts: { host: hostOf(url), events },
  })
  return { webhook: presentWebhook(record, now), secret }
}

async function replaceSecret(deps: Deps, making: Change, id: WebhookId) {
  const { writes, now, tell } = making
  const before = await lockWebhook(making, id)
  const secret = secretText(deps.random.bytes(SECRET_BYTES))
  const after: WebhookRecord = {
    ...before,
    sealed: seal(deps.keys, deps.random, secret, secretPlace(id)),
    outgoing: { sealed: before.sealed, until: now + OVERLAP_MS },
  }
  await writes.webhooks.put(after)
  tell({ kind: 'webhook.secret_rotated', subject: webhookSubject(after), facts: {} })
  return { webhook: presentWebhook(after, now), secret }
}

async function issuedBefore({ writes, rights, now }: Change, id: WebhookId) {
  const record = foundWebhook(await writes.webhooks.find(rights.organization.id, id), id)
  return { webhook: presentWebhook(record, now), secret: null, replayed: true } as const
}
