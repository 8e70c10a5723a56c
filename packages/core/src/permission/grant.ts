import type { Permission } from '@keyward/contract'

export type GrantDecision = { allow: true } | { allow: false; missing: Permission[] }

/** Nobody hands on what they do not hold: answers what is missing, sorted. */
export function decideGrant(wanted: ReadonlySet<Permission>, held: ReadonlySet<Permission>): GrantDecision {
  const missing = [...wanted].filter((each) => !held.has(each)).sort()
  return missing.length === 0 ? { allow: true } : { allow: false, missing }
}
