import type { OutputOf, ParsedOf, CatalogueRevision as PresentedRevision } from '@keyward/contract'
import type { CatalogueRevision } from '../../catalogue/revision.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { instant } from '../instant.ts'
import { openCatalogue } from './catalogue-proposal.ts'

/** Lists the revisions of the catalogue, the newest first. */
export async function listCatalogueRevisions(
  deps: Deps,
  actor: Actor,
  { before, limit }: ParsedOf<'listCatalogueRevisions'>,
): Promise<OutputOf<'listCatalogueRevisions'>> {
  await openCatalogue(deps, actor)
  const revisions = await deps.store.reads.catalogue.page(before ?? null, limit)
  return { revisions: revisions.map(presentRevision) }
}

export const presentRevision = ({ revision, at, change }: CatalogueRevision): PresentedRevision => ({
  revision,
  at: instant(at),
  ...change,
})
