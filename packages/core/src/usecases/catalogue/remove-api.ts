import type { OutputOf, ParsedOf } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { openCatalogue, requireAgreed } from './catalogue-proposal.ts'
import { proposeRemoval } from './preview-api-removal.ts'
import { putProposal } from './put-proposal.ts'

/** Takes an API out of the catalogue, if what that changes is still what was agreed to. */
export async function removeApi(
  deps: Deps,
  actor: Actor,
  { slug, ...agreed }: ParsedOf<'removeApi'>,
): Promise<OutputOf<'removeApi'>> {
  const proposal = proposeRemoval(deps, await openCatalogue(deps, actor), slug)
  await requireAgreed(deps, proposal, agreed)
  return putProposal(deps, actor, proposal, agreed.effects)
}
