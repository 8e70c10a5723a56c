import type { DeletedToken, TokenId } from '@keyward/contract'
import type { Reads } from '../../ports.ts'
import { presentEvent } from '../audit-log/present-event.ts'
import { instant } from '../instant.ts'
import { mayReach, requireReach } from '../rights/reach.ts'
import type { Rights } from '../rights/rights.ts'

/** What stays of a deleted token, for whoever may read its owner's: to others it was never there. */
export async function findDeleted(
  { tokens, audit }: Reads,
  rights: Rights,
  id: TokenId,
): Promise<DeletedToken | undefined> {
  const chain = rights.organization.id
  const tombstone = await tokens.tombstone(chain, id)
  if (!tombstone || !mayReach(rights, tombstone.owner, 'read')) return undefined
  requireReach(rights, tombstone.owner, 'read')
  const deletion = { subjectId: id, kinds: ['token.deleted'] as const, limit: 1, after: null }
  const [event] = (await audit.page(chain, deletion)).map(presentEvent)
  return {
    id,
    name: tombstone.name,
    at: instant(tombstone.deletedAt),
    by: event && !event.damaged ? event.actor : null,
  }
}
