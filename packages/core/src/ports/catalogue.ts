import type { Api } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import type { ApiEdition, CatalogueRevision } from '../catalogue/revision.ts'
import type { RouteMatcher } from '../catalogue/routes/compile-routes.ts'

export interface CatalogueReads {
  /** The number of the revision in force; 0 before the first. */
  revision(): Promise<number>
  /** The revision in force, or the one that is named. */
  find(revision?: number): Promise<CatalogueRevision | undefined>
  /** Revisions before one, the newest first. */
  page(before: number | null, limit: number): Promise<CatalogueRevision[]>
  api(edition: ApiEdition): Promise<Api>
  /** The same as JSON text. */
  text(edition: ApiEdition): Promise<string>
}

export interface CatalogueWrites extends CatalogueReads {
  /** Puts the next revision in force, with those APIs that take a new form in it. */
  add(revision: CatalogueRevision, changed: readonly Api[]): Promise<void>
}

/** The catalogue in force, as this process knows it. */
export interface CatalogueSource {
  current(): Promise<CatalogueIndex>
  /** The routes of the same, laid out for matching. */
  routes(): Promise<RouteMatcher>
}
