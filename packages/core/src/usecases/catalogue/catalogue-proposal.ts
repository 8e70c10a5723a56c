import { isDeepStrictEqual } from 'node:util'
import { type Agreed, type Api, type CataloguePreview, KeywardError, permission } from '@keyward/contract'
import { type ApiDiff, permissionsOf } from '../../catalogue/diff.ts'
import { type CatalogueIndex, indexOf } from '../../catalogue/index-of.ts'
import { catalogueOf, retire } from '../../catalogue/revision.ts'
import type { Actor } from '../../ports.ts'
import { breathe } from '../breathe.ts'
import type { Deps } from '../deps.ts'
import { instant } from '../instant.ts'
import { readAs } from '../rights/read-as.ts'
import { countEffects, type Effects, type Missed } from './catalogue-effects.ts'

export const IMPORT = permission('keyward', 'catalogue', 'import')

/** A change of one API, held against the catalogue in force: null where the API is not there. */
export type Proposal = {
  index: CatalogueIndex
  slug: string
  before: Api | null
  after: Api | null
  diff: ApiDiff
}

/** Opens the catalogue for somebody who may change it. @throws KeywardError `permission_missing` */
export async function openCatalogue(deps: Deps, actor: Actor): Promise<CatalogueIndex> {
  const { index } = await readAs(deps, actor, IMPORT)
  return index
}

/** The operator's API of that slug; Keyward's own plane is none. */
export const findApi = (index: CatalogueIndex, slug: string): Api | null =>
  index.catalogue.apis.slice(0, -1).find((api) => api.slug === slug) ?? null

/** @throws KeywardError `api_declared` for an API that the next start would put back */
export function requireUndeclared({ declared }: Deps, slug: string): void {
  if (declared.has(slug))
    throw new KeywardError('api_declared', {
      detail: `The API \`${slug}\` is declared at start: change it in the catalogue file, or take it out of there first.`,
    })
}

/** Says what a proposal would change. */
export async function previewProposal(
  deps: Deps,
  proposal: Proposal,
): Promise<Omit<CataloguePreview, 'operations' | 'notes'>> {
  const { index, before, after, diff } = proposal
  const { effects, missed } = await effectsOf(deps, proposal)
  const shown = after ?? before
  if (!shown) throw new TypeError('a proposal of nothing')
  const { slug, name, hosts, pathPrefix } = shown
  return {
    revision: index.revision,
    api: { slug, name, hosts, pathPrefix },
    diff: presentDiff(diff, after, missed),
    effects,
  }
}

/** @throws KeywardError `import_changed` when revision or effects are no longer what somebody agreed to */
export async function requireAgreed(deps: Deps, proposal: Proposal, agreed: Agreed): Promise<void> {
  requireRevision(proposal.index.revision, agreed.revision)
  const { effects } = await effectsOf(deps, proposal)
  if (!isDeepStrictEqual(effects, agreed.effects))
    throw new KeywardError('import_changed', {
      detail:
        'Tokens have changed since the preview: another number of them would gain or lose. Preview again.',
    })
}

/** @throws KeywardError `import_changed` */
export function requireRevision(inForce: number, expected: number): void {
  if (inForce !== expected)
    throw new KeywardError('import_changed', {
      detail: `Revision ${inForce} of the catalogue is in force, not ${expected}. Preview again.`,
    })
}

async function effectsOf(deps: Deps, { index, slug, before, after, diff }: Proposal): Promise<Effects> {
  const alone = (api: Api | null) => catalogueOf(index.revision, api ? [api] : [])
  const retired = retire(index.retired, [diff], index.revision + 1)
  await breathe(deps.timers)
  const changed = {
    before: indexOf(alone(before), index.retired),
    after: indexOf(alone(after), retired),
    diff,
  }
  await breathe(deps.timers)
  const effects = await countEffects(deps, slug, changed)
  await breathe(deps.timers)
  return effects
}

function presentDiff(diff: ApiDiff, after: Api | null, missed: Effects['missed']): CataloguePreview['diff'] {
  const came = new Set(diff.added.map((each) => each.permission))
  const went = new Set(diff.removed.map((each) => each.permission))
  return {
    ...diff,
    removed: diff.removed.map((each) => ({ ...each, ...presentMissed(missed.get(each.permission)) })),
    widened: widenedIn(after, diff).map((each) => ({
      ...each,
      ...presentMissed(missed.get(each.permission)),
    })),
    routesAdded: diff.routesAdded.filter((route) => !came.has(route.permission)),
    routesRemoved: diff.routesRemoved.filter((route) => !went.has(route.permission)),
  }
}

/** The permissions that come to open more, each with its further routes. */
function widenedIn(after: Api | null, diff: ApiDiff) {
  const routes = Map.groupBy(diff.widened, (each) => each.permission)
  return permissionsOf(after).flatMap((described) => {
    const further = routes.get(described.permission)
    return further ? [{ ...described, routes: further.map(({ method, path }) => ({ method, path })) }] : []
  })
}

const presentMissed = (
  { holders, users, lastUsedAt }: Missed = { holders: 0, users: 0, lastUsedAt: null },
) => ({
  holders,
  users,
  lastUsedAt: lastUsedAt === null ? null : instant(lastUsedAt),
})
