import type { CatalogueChanged, TokenEffects } from '@keyward/contract'
import { nextRevision } from '../../catalogue/revision.ts'
import type { Actor } from '../../ports.ts'
import { breathe } from '../breathe.ts'
import { change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requirePermission } from '../rights/rights.ts'
import { IMPORT, type Proposal, requireRevision } from './catalogue-proposal.ts'

/**
 * Puts a proposal in force as the next revision. When it returns, what it takes away is refused everywhere.
 * @throws KeywardError `import_changed` when another revision came in between
 */
export async function putProposal(
  deps: Deps,
  actor: Actor,
  { index, slug, before, after, diff }: Proposal,
  effects: TokenEffects,
): Promise<CatalogueChanged> {
  await breathe(deps.timers)
  const { value: revision, receipt } = await change(deps, actor, async (making) => {
    const { writes, rights, now } = making
    requirePermission(rights, IMPORT)
    // Whoever changes the catalogue holds this row: two of them take turns.
    await writes.organizations.lock(actor.organizationId)
    const standing = await writes.catalogue.find()
    requireRevision(standing?.revision ?? 0, index.revision)
    const others = (standing?.apis ?? []).map((api) => ({ ...api, changed: api.slug === slug }))
    const next = nextRevision({
      before: standing,
      at: now,
      apis: [
        ...others.filter((api) => after || api.slug !== slug),
        ...(after && !before ? [{ slug, changed: true }] : []),
      ],
      declared: standing?.declared.filter((each) => each !== slug) ?? [],
      diffs: [diff],
      change: {
        kind: after ? 'imported' : 'removed',
        by: rights.name,
        api: { slug, name: (after ?? before)?.name ?? slug },
      },
    })
    await writes.catalogue.add(next, after ? [after] : [])
    const { api, added, removed, widened } = next.change
    making.tell({
      kind: after ? 'catalogue.imported' : 'catalogue.api_removed',
      subject: { kind: 'catalogue', id: slug, name: api?.name ?? slug },
      facts: { revision: next.revision, added, removed, widened, effects },
    })
    making.stale({ kind: 'all', key: '*' }, 'narrowing')
    return next.revision
  })
  return { revision, receipt }
}
