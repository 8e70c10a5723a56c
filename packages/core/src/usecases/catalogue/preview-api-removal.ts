import { KeywardError, type OutputOf, type ParsedOf } from '@keyward/contract'
import { diffApi } from '../../catalogue/diff.ts'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import {
  findApi,
  openCatalogue,
  type Proposal,
  previewProposal,
  requireUndeclared,
} from './catalogue-proposal.ts'

/** Says what taking an API out of the catalogue would change. */
export async function previewApiRemoval(
  deps: Deps,
  actor: Actor,
  { slug }: ParsedOf<'previewApiRemoval'>,
): Promise<OutputOf<'previewApiRemoval'>> {
  const proposal = proposeRemoval(deps, await openCatalogue(deps, actor), slug)
  return { ...(await previewProposal(deps, proposal)), operations: 0, notes: [] }
}

/** @throws KeywardError `api_not_found`, `api_declared` */
export function proposeRemoval(deps: Deps, index: CatalogueIndex, slug: string): Proposal {
  const before = findApi(index, slug)
  if (!before) throw new KeywardError('api_not_found', { detail: `No API has the slug \`${slug}\`.` })
  requireUndeclared(deps, slug)
  return { index, slug, before, after: null, diff: diffApi(before, null) }
}
