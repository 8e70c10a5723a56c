import type { AccessKind, Duration, OwnerKind, Policy, PolicyRule } from '@keyward/contract'
import { DAY_MS } from '../world.ts'

const USUAL_DAYS = 30

/** A token as a policy looks at it, wanted or living. */
export type Wanted = {
  access: { kind: AccessKind }
  expiresAt: number | null
  /** When its current secret was made: lifetimes count from there. */
  secretAt: number
  conditions: { addresses: readonly string[] | null }
}

/** A rule that is broken: the field to mend, and what would do. */
export type Breach = { rule: PolicyRule; path: string; message: string }

/** Says which rules a token breaks. */
export function breachesOf(policy: Policy, wanted: Wanted): Breach[] {
  const { accessKinds, addressesRequired } = policy
  const breaches = [...lifetimeBreaches(policy, wanted)]
  if (!accessKinds.includes(wanted.access.kind))
    breaches.push({
      rule: 'access_kind',
      path: 'access',
      message: `the organisation allows ${accessKinds.join(', ')}`,
    })
  if (addressesRequired && wanted.conditions.addresses === null)
    breaches.push({
      rule: 'addresses_required',
      path: 'conditions.addresses',
      message: 'the organisation wants each token bound to addresses',
    })
  return breaches
}

function lifetimeBreaches({ longestDays, expiryRequired }: Policy, wanted: Wanted): Breach[] {
  const { expiresAt, secretAt } = wanted
  const path = 'duration'
  if (longestDays !== null && (expiresAt === null || expiresAt > secretAt + longestDays * DAY_MS))
    return [
      {
        rule: 'longest_lifetime',
        path,
        message: `the organisation allows at most ${longestDays} days from the current secret`,
      },
    ]
  if (expiryRequired && expiresAt === null)
    return [{ rule: 'expiry_required', path, message: 'the organisation wants each token to expire' }]
  return []
}

/** How long a token lives when nobody says: 30 days, or the longest that the policy allows. */
export const usualDuration = ({ longestDays }: Policy): Duration => ({
  days: Math.min(USUAL_DAYS, longestDays ?? USUAL_DAYS),
})

/** Whether a new token of this owner waits for somebody's approval. */
export const needsApproval = ({ approval }: Policy, owner: OwnerKind): boolean =>
  approval === 'all' || (approval === 'organization' && owner === 'organization')

/** What applying a policy does to a living token: nothing, an earlier end, or the end now. */
export type Application = { kind: 'keep' } | { kind: 'shorten'; expiresAt: number } | { kind: 'revoke' }

/** Decides what becomes of a living token under a policy. Only a lifetime can be mended; all else ends the token. */
export function decideApplication(policy: Policy, token: Wanted, now: number): Application {
  const breaches = breachesOf(policy, token)
  if (breaches.length === 0) return { kind: 'keep' }
  const { longestDays } = policy
  const mendable = breaches.every(({ rule }) => rule === 'longest_lifetime')
  if (!mendable || longestDays === null) return { kind: 'revoke' }
  const expiresAt = token.secretAt + longestDays * DAY_MS
  return expiresAt > now ? { kind: 'shorten', expiresAt } : { kind: 'revoke' }
}
