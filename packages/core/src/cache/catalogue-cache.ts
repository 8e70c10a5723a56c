import type { Api } from '@keyward/contract'
import { type CatalogueIndex, indexOf } from '../catalogue/index-of.ts'
import { type ApiEdition, catalogueOf } from '../catalogue/revision.ts'
import { compileInSteps, type RouteMatcher } from '../catalogue/routes/compile-routes.ts'
import type { CatalogueSource, Clock, Store, Timers } from '../ports.ts'
import { createPace } from '../world.ts'

export type CatalogueCache = Pick<CatalogueSource, 'current'> & {
  /** The routes of the catalogue that `current` last answered; undefined when it must be asked first. */
  routesNow(): RouteMatcher | undefined
  forget(): void
  /** The catalogue that the database has in force now, for whoever does not judge under the lease. */
  readonly latest: CatalogueSource
}

type Loaded = { index: CatalogueIndex; routes: RouteMatcher }
type LoaderDeps = { store: Pick<Store, 'reads'>; clock: Clock; timers: Timers }

/** The catalogue in force, laid out once for each revision; `current` keeps its own until an invalidation forgets it. */
export function createCatalogueCache(deps: LoaderDeps): CatalogueCache {
  const load = createLoader(deps)
  let known: Promise<Loaded> | undefined
  let loaded: Loaded | undefined
  return {
    async current() {
      const loading = known ?? load()
      known = loading
      try {
        const found = await loading
        if (known === loading) loaded = found
        return found.index
      } catch (error) {
        if (known === loading) known = undefined
        throw error
      }
    },
    routesNow: () => loaded?.routes,
    forget() {
      known = undefined
      loaded = undefined
    },
    latest: {
      current: async () => (await load()).index,
      routes: async () => (await load()).routes,
    },
  }
}

/** Loads the revision in force unless it is the one last loaded; of its APIs only those that took another form. */
function createLoader({ store: { reads }, clock, timers }: LoaderDeps): () => Promise<Loaded> {
  let kept: { revision: number; loading: Promise<Loaded> } | undefined
  let forms = new Map<string, Api>()

  const make = async (revision: number): Promise<Loaded> => {
    const pace = createPace({ clock, timers })
    const found = revision === 0 ? undefined : await reads.catalogue.find(revision)
    const next = new Map<string, Api>()
    for (const edition of found?.apis ?? []) {
      next.set(keyOf(edition), forms.get(keyOf(edition)) ?? (await reads.catalogue.api(edition)))
      await pace()
    }
    forms = next
    const apis = [...next.values()]
    const index = indexOf(catalogueOf(revision, apis), found?.retired)
    await pace()
    const steps = compileInSteps({ apis })
    for (;;) {
      const { done, value: routes } = steps.next()
      if (done) return { index, routes }
      await pace()
    }
  }

  return async () => {
    const revision = await reads.catalogue.revision()
    if (kept?.revision === revision) return kept.loading
    const loading = make(revision)
    kept = { revision, loading }
    loading.catch(() => {
      if (kept?.loading === loading) kept = undefined
    })
    return loading
  }
}

const keyOf = ({ slug, edition }: ApiEdition): string => `${slug} ${edition}`
