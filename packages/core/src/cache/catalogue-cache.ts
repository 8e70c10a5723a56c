import { composeCatalogue } from '../catalogue/compose.ts'
import { type CatalogueIndex, indexOf } from '../catalogue/index-of.ts'
import type { CatalogueSource, Store } from '../ports.ts'

/** The catalogue in force, laid out once and kept until an invalidation forgets it. */
export function createCatalogueCache(store: Store): CatalogueSource & { forget(): void } {
  let known: Promise<CatalogueIndex> | undefined
  const load = async () => indexOf((await store.reads.catalogue.latest()) ?? composeCatalogue([], 0))
  return {
    async current() {
      const loading = known ?? load()
      known = loading
      try {
        return await loading
      } catch (error) {
        if (known === loading) known = undefined
        throw error
      }
    },
    forget() {
      known = undefined
    },
  }
}
