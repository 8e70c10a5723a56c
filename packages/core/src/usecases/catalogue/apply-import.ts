import { KeywardError, type OutputOf, type ParsedOf } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { findApi, openCatalogue, requireAgreed, requireRevision } from './catalogue-proposal.ts'
import { putProposal } from './put-proposal.ts'

/** Puts a previewed import in force, if what it would change is still what was agreed to. */
export async function applyImport(
  deps: Deps,
  actor: Actor,
  { importId, ...agreed }: ParsedOf<'applyImport'>,
): Promise<OutputOf<'applyImport'>> {
  const index = await openCatalogue(deps, actor)
  const draft = await deps.store.reads.imports.find(actor.organizationId, importId)
  if (!draft) throw new KeywardError('import_not_found')
  const { api: after, base, diff } = draft
  requireRevision(index.revision, base)
  const proposal = { index, slug: after.slug, before: findApi(index, after.slug), after, diff }
  await requireAgreed(deps, proposal, agreed)
  return putProposal(deps, actor, proposal, agreed.effects)
}
