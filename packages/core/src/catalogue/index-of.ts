import { type Action, type Catalogue, MANAGEMENT_API, type Permission, permission } from '@keyward/contract'
import { HOME_ONLY } from './management.ts'
import type { CatalogueRevision } from './revision.ts'

/** A catalogue laid out for decisions. Lists keep the catalogue's order. */
export type CatalogueIndex = {
  catalogue: Catalogue
  revision: number
  all: ReadonlySet<Permission>
  /** The operator's own APIs. */
  product: readonly Permission[]
  productRead: readonly Permission[]
  /** Keyward's own plane, home-only permissions included. */
  management: readonly Permission[]
  homeOnly: ReadonlySet<Permission>
  retired: CatalogueRevision['retired']
  /** Whether a permission that was given by name under an earlier revision is still what was given. */
  stands(given: Permission, revision: number): boolean
  /** Undefined when the catalogue has no such permission. */
  accessOf(wanted: Permission): Action['access'] | undefined
  /** `Notes: Find one`; undefined when the catalogue has no such permission. */
  labelOf(wanted: Permission): string | undefined
}

/** Lays a catalogue out for decisions; linear in its size, made once for each revision. */
export function indexOf(catalogue: Catalogue, retired: CatalogueRevision['retired'] = {}): CatalogueIndex {
  const entries = catalogue.apis.flatMap((api) =>
    api.resources.flatMap((resource) =>
      resource.actions.map((action) => ({
        permission: permission(api.slug, resource.name, action.name),
        management: api.slug === MANAGEMENT_API,
        access: action.access,
        label: `${resource.label}: ${action.label}`,
      })),
    ),
  )
  const byPermission = new Map(entries.map((entry) => [entry.permission, entry]))
  const retiredAt = new Map<string, number>(Object.entries(retired))
  const product = entries.filter((entry) => !entry.management)
  const listed = (chosen: typeof entries) => chosen.map((entry) => entry.permission)
  return {
    catalogue,
    revision: catalogue.revision,
    all: new Set(byPermission.keys()),
    product: listed(product),
    productRead: listed(product.filter((entry) => entry.access === 'read')),
    management: listed(entries.filter((entry) => entry.management)),
    homeOnly: new Set([...HOME_ONLY].filter((each) => byPermission.has(each))),
    retired,
    stands: (given, revision) => (retiredAt.get(given) ?? 0) <= revision,
    accessOf: (wanted) => byPermission.get(wanted)?.access,
    labelOf: (wanted) => byPermission.get(wanted)?.label,
  }
}
