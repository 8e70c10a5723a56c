import { composeCatalogue } from '../catalogue/compose.ts'
import { type CatalogueIndex, indexOf } from '../catalogue/index-of.ts'
import { compileRoutes, type RouteMatcher } from '../catalogue/routes/compile-routes.ts'
import type { CatalogueSource, Store } from '../ports.ts'

export type CatalogueCache = CatalogueSource & {
  /** The routes of the catalogue that `current` last answered; undefined when it must be asked first. */
  routesNow(): RouteMatcher | undefined
  forget(): void
}

/** The catalogue in force, laid out once and kept until an invalidation forgets it; its routes when first asked for. */
export function createCatalogueCache(store: Store): CatalogueCache {
  let known: Promise<CatalogueIndex> | undefined
  let index: CatalogueIndex | undefined
  let routes: RouteMatcher | undefined
  const load = async () => indexOf((await store.reads.catalogue.latest()) ?? composeCatalogue([], 0))
  return {
    async current() {
      const loading = known ?? load()
      known = loading
      try {
        const loaded = await loading
        if (known === loading) index = loaded
        return loaded
      } catch (error) {
        if (known === loading) known = undefined
        throw error
      }
    },
    routesNow() {
      routes ??= index && compileRoutes(index.catalogue)
      return routes
    },
    forget() {
      known = undefined
      index = undefined
      routes = undefined
    },
  }
}
