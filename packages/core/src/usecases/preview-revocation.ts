import type { OutputOf, ParsedOf, TokenId } from '@keyward/contract'
import type { Actor, StoredToken } from '../ports.ts'
import { breathe } from './breathe.ts'
import type { Deps } from './deps.ts'
import { rightsToRead } from './rights.ts'
import { revocable } from './selection.ts'

const DAY_MS = 24 * 3_600_000
const SLICE = 500
const NAMES_SHOWN = 10

/** Says what revoking a selection would hit: tokens, owners, and the last day's traffic. */
export async function previewRevocation(
  deps: Deps,
  actor: Actor,
  { selection }: ParsedOf<'previewRevocation'>,
): Promise<OutputOf<'previewRevocation'>> {
  const index = await deps.catalogue.current()
  const now = deps.clock.now()
  const { reads } = deps.store
  const where = revocable(await rightsToRead(reads, actor, index, now), selection, now)
  const ids: TokenId[] = []
  const owners = new Set<string>()
  const names: string[] = []
  for (let slice = await reads.tokens.ids(actor.organizationId, where, null, SLICE); slice.length > 0; ) {
    for (const stored of await reads.tokens.findMany(actor.organizationId, slice)) {
      owners.add(ownerKey(stored))
      names.push(stored.token.name)
    }
    ids.push(...slice)
    await breathe(deps.timers)
    slice = await reads.tokens.ids(actor.organizationId, where, slice.at(-1) ?? null, SLICE)
  }
  const traffic = await reads.usage.traffic(actor.organizationId, ids, now - DAY_MS)
  return {
    tokens: ids.length,
    owners: owners.size,
    callers: traffic.callers,
    callsLastDay: traffic.calls,
    names: names.sort((a, b) => a.localeCompare(b)).slice(0, NAMES_SHOWN),
  }
}

const ownerKey = ({ token }: StoredToken): string =>
  token.owner.kind === 'user' ? token.owner.memberId : 'organization'
