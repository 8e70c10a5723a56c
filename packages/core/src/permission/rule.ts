import type { Permission } from '@keyward/contract'

/**
 * Rights as a rule, so that they follow the catalogue: everything, everything `read`, or a list, for each plane.
 * `management: 'all'` never holds more than its organisation may: see `expandRule`.
 */
export type Rule = {
  product: 'all' | 'read' | readonly Permission[]
  management: 'all' | readonly Permission[]
}

export const EVERYTHING: Rule = { product: 'all', management: 'all' }
export const NOTHING: Rule = { product: [], management: [] }

/** A rule as it was given: what its lists name means what it meant under that revision of the catalogue. */
export type GivenRule = Rule & { catalogueRevision: number }

/** Whether a rule leaves nothing out, now or later. */
export const isEverything = ({ product, management }: Rule): boolean =>
  product === 'all' && management === 'all'
