import type { ActorName, Api, Catalogue, Permission } from '@keyward/contract'
import { type ApiDiff, retiredBy } from './diff.ts'
import { MANAGEMENT } from './management.ts'

/** One immutable revision of the catalogue, without the APIs themselves: each of those is kept once for each form that it took. */
export type CatalogueRevision = {
  revision: number
  /** Epoch milliseconds. */
  at: number
  /** The APIs in force, in order, each with the revision at which it took its present form. */
  apis: readonly ApiEdition[]
  /** Slugs of the APIs that were declared at a start, and go when a later declaration does not name them. */
  declared: readonly string[]
  /** For each permission that was taken away or came to mean more: the revision at which scopes of before lost it. */
  retired: Readonly<Record<Permission, number>>
  change: CatalogueChange
}

export type ApiEdition = { slug: string; edition: number }

/** How a revision came about. */
export type CatalogueChange = {
  kind: 'declared' | 'imported' | 'removed'
  by: ActorName
  /** The API concerned; null where a declaration concerns several. */
  api: { slug: string; name: string } | null
  /** How many permissions came, went, and came to mean more. */
  added: number
  removed: number
  widened: number
}

/** A catalogue as everybody sees it: Keyward's own plane stands last. */
export const catalogueOf = (
  revision: number,
  apis: readonly Api[],
  declared: readonly string[] = [],
): Catalogue => ({ revision, apis: [...apis, MANAGEMENT], declared: [...declared] })

/** What the next revision changes in the one before it. */
export type RevisionStep = {
  before: CatalogueRevision | undefined
  at: number
  /** The APIs that it holds, in order, and whether each takes a new form in it. */
  apis: readonly { slug: string; changed: boolean }[]
  declared: readonly string[]
  diffs: readonly ApiDiff[]
  change: Pick<CatalogueChange, 'kind' | 'by' | 'api'>
}

/** Writes the next revision down: what it holds, which names it retires, and how it came about. */
export function nextRevision({ before, at, apis, declared, diffs, change }: RevisionStep): CatalogueRevision {
  const revision = (before?.revision ?? 0) + 1
  const editions = new Map(before?.apis.map(({ slug, edition }) => [slug, edition]))
  return {
    revision,
    at,
    apis: apis.map(({ slug, changed }) => ({
      slug,
      edition: (changed ? undefined : editions.get(slug)) ?? revision,
    })),
    declared,
    retired: retire(before?.retired ?? {}, diffs, revision),
    change: { ...change, ...countsOf(diffs) },
  }
}

/** The names that are retired once a revision has made these changes too. */
export const retire = (
  retired: CatalogueRevision['retired'],
  diffs: readonly ApiDiff[],
  revision: number,
): CatalogueRevision['retired'] => ({
  ...retired,
  ...Object.fromEntries(diffs.flatMap(retiredBy).map((each) => [each, revision])),
})

function countsOf(diffs: readonly ApiDiff[]) {
  const total = (count: (diff: ApiDiff) => number) => diffs.reduce((sum, diff) => sum + count(diff), 0)
  return {
    added: total(({ added }) => added.length),
    removed: total(({ removed }) => removed.length),
    widened: total(({ widened }) => new Set(widened.map((each) => each.permission)).size),
  }
}
