import type {
  ExplainedStep,
  Explanation,
  PresentedValue,
  RightsBound,
  StepOutcome,
  TextFault,
  VerdictStep,
} from './explanation.ts'
import type { Permission } from './permission.ts'
import { UNMAPPED } from './refusal.ts'

/** What each step of a verdict looks at. */
export const STEP_WORDS: Readonly<Record<VerdictStep, string>> = {
  text: 'token text',
  installation: 'installation',
  secret: 'secret',
  status: 'status',
  not_before: 'not before',
  expiry: 'expiry',
  owner: 'owner',
  address: 'address',
  permission: 'permission',
  rate_limit: 'rate limit',
  usage_cap: 'usage cap',
}

/** How a step came out. */
export const OUTCOME_WORDS: Readonly<Record<StepOutcome, string>> = {
  passed: 'passed',
  failed: 'failed',
  not_reached: 'not reached',
  not_asked: 'not asked',
}

/** What keeps a permission from a token, in a clause. */
export const BOUND_WORDS: Readonly<Record<RightsBound, string>> = {
  catalogue: 'no API of the catalogue has it',
  access: 'its access leaves it out',
  ceiling: 'whoever made the token could not grant it',
  owner: 'its owner does not hold it now',
}

const FAULTS: Readonly<Record<TextFault, string>> = {
  prefix: 'it does not begin with a prefix of this server: another product’s token looks like that',
  shape: 'it is not made of a prefix, an id and a secret with _ between them',
  id: 'its id is not 16 letters and digits',
  secret: 'its secret holds something other than letters and digits',
  length: 'a part of it is missing, or there is too much of it',
  checksum: 'its checksum is wrong: a character is mistyped',
}

const VALUES: Readonly<Record<PresentedValue, string>> = {
  current: 'it is the current value',
  old: 'it is the old value, which still lives',
  stopped: 'it is an old value, which has stopped',
  none: 'it is no value of this token that is known: an older one, or made up',
}

/** How a surface writes an instant, somebody's name and a permission. */
export type Say = {
  instant: (iso: string) => string
  name: (name: string) => string
  permission: (permission: Permission) => string
}

/** What a step found, in a clause without capital and full stop; undefined where it was not reached. */
export function tellStep(
  { step, outcome, code }: ExplainedStep,
  explanation: Explanation,
  say: Say,
): string | undefined {
  if (outcome === 'not_reached') return undefined
  const told = TELL[step](explanation, say, code)
  if (outcome === 'not_asked') return LEFT_OPEN[step]?.(told) ?? 'the token was named by its id'
  return told
}

const LEFT_OPEN: Readonly<Partial<Record<VerdictStep, (told: string) => string>>> = {
  address: (told) => `${told}: name an address to judge it`,
  permission: () => 'name a request to judge it',
}

type Tell = (explanation: Explanation, say: Say, code: ExplainedStep['code']) => string

const TELL: Readonly<Record<VerdictStep, Tell>> = {
  text: ({ text }) =>
    text?.fault ? FAULTS[text.fault] : `well formed${text?.retiredPrefix ? ', with a retired prefix' : ''}`,
  installation: (_, _say, code) =>
    code ? 'restored from a backup: until it is released, every token is refused' : 'it verifies',
  secret: ({ text, deleted }, say) => {
    if (text?.value) return VALUES[text.value]
    if (!deleted) return 'it belongs to no token that you may read'
    const by = deleted.by ? ` by ${say.name(deleted.by.name)}` : ''
    return `“${say.name(deleted.name)}” was deleted on ${say.instant(deleted.at)}${by}`
  },
  status: ({ token }, say, code) => {
    if (code === 'token_pending') return 'it waits for approval'
    const { revocation } = token ?? {}
    if (!revocation) return 'active'
    return `revoked on ${say.instant(revocation.at)} by ${say.name(revocation.by.name)}: ${revocation.reason.replace('_', ' ')}`
  },
  not_before: ({ token }, say) =>
    told(token?.conditions.notBefore, (at) => `from ${say.instant(at)}`, 'from the start'),
  expiry: ({ token }, say, code) =>
    told(token?.expiresAt, (at) => `${code ? 'expired' : 'until'} ${say.instant(at)}`, 'it never expires'),
  owner: ({ token }, say, code) => {
    const name = token?.owner.kind === 'user' ? say.name(token.owner.name) : 'the organisation'
    return `it acts for ${name}${code ? ', who is deactivated' : ''}`
  },
  address: ({ token }) =>
    told(token?.conditions.addresses, (list) => `only from ${list.join(', ')}`, 'from anywhere'),
  permission: ({ need }, say) => {
    if (need?.unmapped) return UNMAPPED[need.unmapped]
    const why = need?.withheldBy.map((bound) => BOUND_WORDS[bound]).join(', and ')
    const wanted = need?.permission ? say.permission(need.permission) : ''
    return `it takes “${wanted}”${why ? `: ${why}` : ''}`
  },
  rate_limit: ({ rateLimit }) =>
    told(
      rateLimit,
      ({ remaining, limit, resetSeconds }) =>
        `${count(remaining)} of ${count(limit)} calls left, for ${count(resetSeconds)} s`,
      'it has none',
    ),
  usage_cap: ({ token }) =>
    told(
      token?.usesLeft,
      (left) => `${count(left)} of ${count(token?.conditions.usageCap ?? 0)} calls left`,
      'it has none',
    ),
}

const told = <T>(value: T | null | undefined, words: (value: T) => string, otherwise: string): string =>
  value === null || value === undefined ? otherwise : words(value)

const count = (number: number): string => number.toLocaleString('en-GB')
