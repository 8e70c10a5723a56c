import { KeywardError, type OutputOf, type ParsedOf } from '@keyward/contract'
import { catalogueOf } from '../../catalogue/revision.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { openCatalogue } from './catalogue-proposal.ts'
import { presentRevision } from './list-catalogue-revisions.ts'

/** Fetches the catalogue as it stood at one revision. */
export async function getCatalogueRevision(
  deps: Deps,
  actor: Actor,
  { revision }: ParsedOf<'getCatalogueRevision'>,
): Promise<OutputOf<'getCatalogueRevision'>> {
  await openCatalogue(deps, actor)
  const { catalogue } = deps.store.reads
  const found = await catalogue.find(revision)
  if (!found) throw new KeywardError('revision_not_found')
  const apis = await Promise.all(found.apis.map((edition) => catalogue.api(edition)))
  return { ...presentRevision(found), catalogue: catalogueOf(revision, apis, found.declared) }
}
