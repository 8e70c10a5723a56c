import type { Api, ApiInput } from '@keyward/contract'
import { checkApis } from '../../catalogue/check-apis.ts'
import { diffApi } from '../../catalogue/diff.ts'
import { type CatalogueRevision, nextRevision } from '../../catalogue/revision.ts'
import type { CatalogueReads } from '../../ports.ts'
import { appendAudit } from '../change/change.ts'
import type { Deps } from '../deps.ts'

const START = { kind: 'system', id: null, name: 'start' } as const

/**
 * Puts a declared catalogue in force: what it declares, and beside it what was imported. APIs of an earlier
 * declaration that it does not name go. Nothing happens if it is what stands already; else it is the next revision.
 * @throws KeywardError `catalogue_invalid`
 */
export async function putCatalogue(
  deps: Pick<Deps, 'store' | 'clock' | 'keys'>,
  inputs: readonly ApiInput[],
) {
  const now = deps.clock.now()
  return deps.store.transact(async (writes) => {
    const before = await writes.catalogue.find()
    const standing = await apisOf(writes.catalogue, before)
    const apis = together(inputs, standing, before?.declared ?? [])
    const declared = inputs.map(({ slug }) => slug)
    const formOf = new Map(standing.map((api) => [api.slug, JSON.stringify(api)]))
    const changed = apis.filter((api) => formOf.get(api.slug) !== JSON.stringify(api))
    const gone = standing.filter(({ slug }) => !apis.some((api) => api.slug === slug))
    if (before && changed.length + gone.length === 0 && sameLists(before, apis, declared)) return before
    const next = nextRevision({
      before,
      at: now,
      apis: apis.map((api) => ({ slug: api.slug, changed: changed.includes(api) })),
      declared,
      diffs: [
        ...changed.map((api) => diffApi(standing.find(({ slug }) => slug === api.slug) ?? null, api)),
        ...gone.map((api) => diffApi(api, null)),
      ],
      change: { kind: 'declared', by: START, api: null },
    })
    await writes.catalogue.add(next, changed)
    await appendAudit(deps, writes, 'installation', [eventOf(next)])
    await writes.invalidate([{ kind: 'all', key: '*' }], 'narrowing')
    return next
  })
}

/** The APIs of a revision, in order. */
const apisOf = (reads: CatalogueReads, revision: CatalogueRevision | undefined): Promise<Api[]> =>
  Promise.all((revision?.apis ?? []).map((edition) => reads.api(edition)))

function together(inputs: readonly ApiInput[], standing: readonly Api[], declared: readonly string[]): Api[] {
  const kept = standing.filter(
    ({ slug }) => !declared.includes(slug) && !inputs.some((input) => input.slug === slug),
  )
  return checkApis([...inputs, ...kept])
}

const sameLists = (before: CatalogueRevision, apis: readonly Api[], declared: readonly string[]): boolean =>
  before.declared.join() === declared.join() &&
  before.apis.map(({ slug }) => slug).join() === apis.map(({ slug }) => slug).join()

const eventOf = ({ revision, at, change: { added, removed, widened } }: CatalogueRevision) => ({
  chain: 'installation' as const,
  at,
  kind: 'catalogue.changed' as const,
  actor: START,
  subject: { kind: 'catalogue' as const, id: String(revision), name: `revision ${revision}` },
  requestId: null,
  address: null,
  facts: { added, removed, widened },
})
