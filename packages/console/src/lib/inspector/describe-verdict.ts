import type {
  ExplainedStep,
  Explanation,
  Permission,
  RefusalCode,
  RightsBound,
  StepOutcome,
  TextFault,
  Token,
  VerdictStep,
} from '@keyward/contract'
import { formatExact } from '../dates.ts'
import { callWords, rateWords } from '../token/describe-conditions.ts'

export const STEP_TITLE: Record<VerdictStep, string> = {
  text: 'The text is a token’s',
  installation: 'Keyward verifies',
  secret: 'The secret matches',
  status: 'It is approved and not revoked',
  not_before: 'Its time has begun',
  expiry: 'It has not expired',
  owner: 'Its owner is active',
  address: 'The address is allowed',
  permission: 'It holds the permission',
  rate_limit: 'Its rate limit leaves room',
  usage_cap: 'Its usage cap leaves room',
}

export const OUTCOME_WORD: Record<StepOutcome, string> = {
  passed: 'Passed',
  failed: 'Failed',
  not_reached: 'Not reached',
  not_asked: 'Not asked',
}

/** A refusal in a sentence of its own. */
export const REFUSAL_TITLE: Record<RefusalCode, string> = {
  token_malformed: 'This is not a well-formed token',
  token_unknown: 'No token has this secret',
  token_revoked: 'The token is revoked',
  token_pending: 'The token waits for approval',
  token_not_yet_valid: 'The token is not valid yet',
  token_expired: 'The token has expired',
  owner_inactive: 'The token’s owner is deactivated',
  address_refused: 'The token may not be used from there',
  permission_missing: 'The token lacks the permission',
  route_unmapped: 'No permission stands for this request',
  rate_limited: 'The rate limit is used up for now',
  usage_exhausted: 'The usage cap is used up',
  verifier_not_ready: 'Keyward cannot verify now',
  database_quarantined: 'The database waits to be released',
}

const FAULT: Record<TextFault, string> = {
  prefix: 'It does not begin with a prefix of this server. Another product’s token looks like that.',
  shape: 'It is not made of a prefix, an id and a secret with _ between them.',
  id: 'Its id is not 16 letters and digits.',
  secret: 'Its secret holds something other than letters and digits.',
  length: 'A part of it is missing, or there is too much of it.',
  checksum: 'Its checksum is wrong: a character is mistyped.',
}

const UNMAPPED: Record<NonNullable<NonNullable<Explanation['need']>['unmapped']>, string> = {
  host_unknown: 'No API of the catalogue answers for this host.',
  target_ambiguous: 'Servers can read this path in more than one way, so it is at no route.',
  route_unknown: 'The catalogue has no such route or field.',
  case_differs: 'A route differs from this path only in the case of its letters.',
  routes_cross: 'Several APIs have this, with different permissions: name the host by a full address.',
}

/** What keeps a permission from a token, in a clause. */
export const BOUND: Record<RightsBound, string> = {
  catalogue: 'no API of the catalogue has it',
  access: 'its access leaves it out',
  ceiling: 'whoever made the token could not grant it',
  owner: 'its owner does not hold it now',
}

const VALUE = {
  current: 'It is the current value.',
  old: 'It is the old value, which still lives after a regeneration.',
  stopped: 'It is an old value of this token, and it has stopped.',
  none: 'It does not match. An older value, or a made-up one.',
}

/** What a step found; undefined where there is nothing to say. */
export function stepWords(
  { step, outcome, code }: ExplainedStep,
  explanation: Explanation,
  labels: ReadonlyMap<Permission, string>,
): string | undefined {
  if (outcome === 'not_reached') return undefined
  if (outcome === 'not_asked') return openWords(step, explanation)
  const { text, token, need, rateLimit } = explanation
  switch (step) {
    case 'text':
      if (text?.fault) return FAULT[text.fault]
      return text?.retiredPrefix ? 'Its prefix is a retired one; it still verifies.' : undefined
    case 'installation':
      return code ? 'It was restored from a backup. Until it is released, every token is refused.' : undefined
    case 'secret':
      return text?.value ? VALUE[text.value] : 'It belongs to no token that you may read.'
    case 'permission':
      return needWords(need, labels)
    case 'rate_limit':
      if (!rateLimit) return 'It has none.'
      return `${rateLimit.remaining.toLocaleString('en-GB')} of ${rateWords(rateLimit)} left, for ${rateLimit.resetSeconds} s.`
    default:
      return token ? tokenWords(step, token) : undefined
  }
}

function openWords(step: VerdictStep, { token }: Explanation): string {
  if (step === 'address')
    return `Only from ${token?.conditions.addresses?.join(', ')}. Name an address to judge it.`
  if (step === 'permission') return 'Name a request to judge it.'
  return 'The token was named by its id.'
}

function needWords(need: Explanation['need'], labels: ReadonlyMap<Permission, string>): string | undefined {
  if (!need) return undefined
  if (need.unmapped) return UNMAPPED[need.unmapped]
  const name = need.permission ? (labels.get(need.permission) ?? need.permission) : ''
  if (need.withheldBy.length === 0) return name
  return `${name}: ${need.withheldBy.map((bound) => BOUND[bound]).join(', and ')}.`
}

function tokenWords(
  step: VerdictStep,
  { status, revocation, conditions, expiresAt, owner, usesLeft }: Token,
): string | undefined {
  switch (step) {
    case 'status':
      if (revocation) return `Revoked ${formatExact(revocation.at)} by ${revocation.by.name}.`
      return status === 'pending' ? 'Nobody has approved it yet.' : undefined
    case 'not_before':
      return conditions.notBefore ? `From ${formatExact(conditions.notBefore)}.` : 'It has no first instant.'
    case 'expiry':
      return expiresAt ? `Its end is ${formatExact(expiresAt)}.` : 'It never expires.'
    case 'owner':
      return owner.kind === 'user' ? owner.name : 'The organisation.'
    case 'address':
      return conditions.addresses ? `Only from ${conditions.addresses.join(', ')}.` : 'From anywhere.'
    case 'usage_cap':
      return usesLeft === null ? 'It has none.' : `${callWords(usesLeft)} of ${conditions.usageCap} left.`
    default:
      return undefined
  }
}
