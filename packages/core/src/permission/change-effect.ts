import type { Permission } from '@keyward/contract'
import type { ApiDiff } from '../catalogue/diff.ts'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { type EffectiveParts, effectivePermissions } from './effective.ts'

/** A change of one API, laid out for telling what a token gains or loses by it: both sides hold that API alone. */
export type ChangedApi = { before: CatalogueIndex; after: CatalogueIndex; diff: ApiDiff }

export type ChangeEffect = {
  gained: readonly Permission[]
  lost: readonly Permission[]
  /** Whether it gains or loses anything: a permission, or a route of one that it holds. */
  gains: boolean
  loses: boolean
}

const NO_EFFECT: ChangeEffect = { gained: [], lost: [], gains: false, loses: false }

/** Says what a token gains and loses when an API changes. */
export function changeEffect(
  parts: EffectiveParts,
  { before, after, diff }: ChangedApi,
  home: boolean,
): ChangeEffect {
  if (!isConcerned(parts, before, after)) return NO_EFFECT
  const had = effectivePermissions(parts, before, home)
  const has = effectivePermissions(parts, after, home)
  const gained = [...has].filter((each) => !had.has(each))
  const lost = [...had].filter((each) => !has.has(each))
  const opens = diff.widened.some(
    ({ permission, from }) => has.has(permission) && !(from !== null && had.has(from)),
  )
  const closes =
    diff.moved.some(({ from, to }) => had.has(from) && !has.has(to)) ||
    diff.routesRemoved.some(({ permission }) => had.has(permission))
  return { gained, lost, gains: gained.length > 0 || opens, loses: lost.length > 0 || closes }
}

/** Most custom tokens name nothing of an API, and there are many of them. */
const isConcerned = ({ access }: EffectiveParts, before: CatalogueIndex, after: CatalogueIndex): boolean =>
  access.kind !== 'custom' || access.scopes.some((scope) => before.all.has(scope) || after.all.has(scope))
