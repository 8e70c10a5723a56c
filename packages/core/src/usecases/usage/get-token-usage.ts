import type { OutputOf, ParsedOf, TokenUsage, UsageSlot } from '@keyward/contract'
import { decideClosing, QUIET_MS } from '../../lifecycle/closing.ts'
import type { Actor, StoredToken, UsageSlice } from '../../ports.ts'
import { firstSlot, type Slot, slotsOf } from '../../usage/slots.ts'
import { DAY_MS, HOUR_MS } from '../../world.ts'
import type { Deps } from '../deps.ts'
import { instant, instantOrNull } from '../instant.ts'
import { maskOfSecret } from '../tokens/present-token.ts'
import { readableToken } from '../tokens/readable-token.ts'
import { twoValues, type VersionRow, versionRows } from '../tokens/values/two-values.ts'

export const HOURS = 24
export const DAYS = 14

/** Says what a token did and what it was refused. */
export async function getTokenUsage(
  deps: Deps,
  actor: Actor,
  { tokenId }: ParsedOf<'getTokenUsage'>,
): Promise<OutputOf<'getTokenUsage'>> {
  const { stored, now } = await readableToken(deps, actor, tokenId)
  const { usage } = deps.store.reads
  const of = actor.organizationId
  const [hours, days, callers, refusals, versions] = await Promise.all([
    usage.hours(of, tokenId, firstSlot(HOUR_MS, HOURS, now)),
    usage.days(of, tokenId, firstSlot(DAY_MS, DAYS, now)),
    usage.callers(of, tokenId),
    usage.refusals(of, tokenId),
    usage.versions(of, tokenId),
  ])
  return {
    hours: slotsOf(hours, HOUR_MS, HOURS, now).map(presentSlot),
    days: slotsOf(days, DAY_MS, DAYS, now).map(presentSlot),
    callers: callers.map(({ lastAt, ...caller }) => ({ ...caller, lastAt: instant(lastAt) })),
    refusals: refusals.map(({ at, ...refusal }) => ({ at: instant(at), ...refusal })),
    ...presentValues(stored, versions, now),
  }
}

export const presentSlot = ({ at, allowed, refused }: Slot): UsageSlot => ({
  at: instant(at),
  allowed,
  refused,
})

function presentValues(
  stored: StoredToken,
  traffic: UsageSlice['versions'],
  now: number,
): Pick<TokenUsage, 'versions' | 'closing' | 'closeWhenQuietMs'> {
  const rows = versionRows(stored, traffic, now)
  const two = twoValues(rows)
  const quietMs = rows.find(({ secret }) => secret.notAfter !== null)?.secret.quietMs ?? null
  const closing = two && decideClosing(two, quietMs ?? QUIET_MS, now)
  return {
    versions: rows.map((row) => presentVersion(row, stored)),
    closing: closing ? { ...closing, quietSince: instant(closing.quietSince) } : null,
    closeWhenQuietMs: quietMs,
  }
}

const presentVersion = ({ secret, calls, usedAt }: VersionRow, { token }: StoredToken) => ({
  version: secret.version,
  masked: maskOfSecret(secret, token),
  createdAt: instant(secret.createdAt),
  stopsAt: instantOrNull(secret.notAfter),
  calls,
  lastUsedAt: instantOrNull(usedAt),
})
