import { BatchId, type OutputOf, type ParsedOf } from '@keyward/contract'
import type { Actor } from '../../../ports.ts'
import { DAY_MS } from '../../../world.ts'
import type { Deps } from '../../deps.ts'
import { newId } from '../../new-id.ts'
import { readAs } from '../../rights/read-as.ts'
import { revocable } from '../selection.ts'

/** Says what revoking a selection would hit: tokens, owners, and the last day's traffic. */
export async function previewRevocation(
  deps: Deps,
  actor: Actor,
  { selection }: ParsedOf<'previewRevocation'>,
): Promise<OutputOf<'previewRevocation'>> {
  const { rights, now } = await readAs(deps, actor)
  const where = revocable(rights, selection, now)
  const { calls, ...hit } = await deps.store.heavy.usage.consequence(
    actor.organizationId,
    where,
    now - DAY_MS,
  )
  return { ...hit, callsLastDay: calls, batchId: BatchId.parse(newId('bat', deps)) }
}
