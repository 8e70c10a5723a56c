import { hash } from 'node:crypto'
import { KeywardError, type OperationName } from '@keyward/contract'
import { canonical } from '../../audit/canonical.ts'
import type { Json } from '../../audit/event.ts'
import type { Actor } from '../../ports.ts'
import { DAY_MS } from '../../world.ts'
import type { Deps } from '../deps.ts'
import type { Change } from './change.ts'

/** For how long a key names its request. */
const KEPT_MS = DAY_MS

type Once<T, Again> = {
  operation: OperationName
  /** The parsed input with the caller's key, if they gave one. */
  input: { idempotencyKey?: string | undefined }
  /** Carries the request out, and says by which id what it made is found again. */
  make(): Promise<{ madeId: string; value: T }>
  /** Answers the same request once more, by that id. */
  again(madeId: string): Promise<Again>
}

/**
 * Carries a request out once for each key of its caller, however often and from wherever at once it is sent.
 * A request that fails leaves no trace: sent again, it is tried again.
 * @throws KeywardError `idempotency_key_reused` when the key came with another request before
 */
export async function once<T, Again>(
  { writes, rights, now }: Change,
  actor: Actor,
  { operation, input, make, again }: Once<T, Again>,
): Promise<T | Again> {
  const { idempotencyKey, ...request } = input
  if (idempotencyKey === undefined) return (await make()).value
  const asked = {
    organizationId: rights.organization.id,
    keyHash: hash('sha256', canonical([...callerOf(actor), idempotencyKey])),
    requestHash: hash('sha256', canonical([operation, asJson(request)])),
  }
  const before = await writes.once.take(asked, { now, since: now - KEPT_MS })
  if (before) {
    if (before.requestHash === asked.requestHash) return again(before.madeId)
    throw new KeywardError('idempotency_key_reused')
  }
  const { madeId, value } = await make()
  await writes.once.done(asked, madeId)
  return value
}

/** Forgets the keys that name nothing any more. */
export async function forgetOnce({ store, clock }: Pick<Deps, 'store' | 'clock'>): Promise<void> {
  await store.transact((writes) => writes.once.forget(clock.now() - KEPT_MS))
}

function callerOf(actor: Actor): [kind: string, id: string] {
  if (actor.kind === 'member') return [actor.kind, actor.memberId]
  return actor.kind === 'token' ? [actor.kind, actor.tokenId] : [actor.kind, actor.name]
}

/** Without the fields that are undefined: they say the same as those that are left out. */
const asJson = (value: object): Json => JSON.parse(JSON.stringify(value))
