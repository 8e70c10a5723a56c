import { type FieldFault, KeywardError } from '@keyward/contract'
import { widens } from '../../../notices/widens.ts'
import { breachesOf, needsApproval, type Wanted } from '../../../policy/decide-policy.ts'
import type { StoredToken } from '../../../ports.ts'
import { narrowsConditions } from '../../../token/conditions.ts'
import type { Change } from '../../change/change.ts'
import type { Rights } from '../../rights/rights.ts'

/**
 * Holds a token that is to have a new secret, or to live again, to the organisation's policy.
 * @throws KeywardError `policy_violated`, with a fault for each field
 */
export function requirePolicy(rights: Rights, wanted: Wanted): void {
  refuse([...breachesOf(rights.organization.settings.policy, wanted), ...secondFactorBreach(rights)])
}

/**
 * Holds an edit to the policy: what it touches must keep to it, and what somebody approved is not widened after;
 * `approved`: what it widens to had been approved before.
 * @throws KeywardError `policy_violated`, with a fault for each field
 */
export function requireEditPolicy(
  { rights, index }: Change,
  before: StoredToken,
  after: StoredToken,
  { approved = false } = {},
): void {
  const { policy } = rights.organization.settings
  const stood = new Set(breachesOf(policy, wantedOf(before)).map(({ rule }) => rule))
  const added = breachesOf(policy, wantedOf(after)).filter(
    ({ rule, path }) => !stood.has(rule) || changes(before, after, path),
  )
  const looser =
    widens(before, after, index) || narrowsConditions(after.token.conditions, before.token.conditions)
  if (needsApproval(policy, after.token.owner.kind) && looser && !approved)
    added.push({
      rule: 'access_kind',
      path: 'access',
      message: 'what it may do was approved: ask for a wider one with a new token',
    })
  refuse(added)
}

/** A stored token as a policy looks at it. */
export const wantedOf = ({ token, secrets }: StoredToken): Wanted => ({
  access: token.access,
  expiresAt: token.expiresAt,
  secretAt: secrets[0]?.createdAt ?? token.createdAt,
  conditions: token.conditions,
})

function changes({ token: before }: StoredToken, { token: after }: StoredToken, path: string): boolean {
  if (path === 'duration') return before.expiresAt !== after.expiresAt
  if (path === 'access') return before.access !== after.access
  return before.conditions !== after.conditions
}

/** People whose sign-in is not Keyward's own are their host's to judge. */
function secondFactorBreach({ organization, secondFactor }: Rights): FieldFault[] {
  if (!organization.settings.policy.secondFactorRequired || secondFactor !== false) return []
  return [{ path: '', message: 'the organisation wants a second factor: set one up in your profile' }]
}

function refuse(faults: readonly FieldFault[]): void {
  const [first] = faults
  if (!first) return
  const where = first.path ? `${first.path}: ` : ''
  throw new KeywardError('policy_violated', {
    detail: `${where}${first.message}.`,
    fields: faults.map(({ path, message }) => ({ path, message })),
  })
}
