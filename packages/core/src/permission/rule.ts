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
