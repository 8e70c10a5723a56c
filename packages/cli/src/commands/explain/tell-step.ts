import {
  type ExplainedStep,
  type OutputOf,
  type RightsBound,
  type StepOutcome,
  type TextFault,
  UNMAPPED,
  type VerdictStep,
} from '@keyward/contract'
import { instant } from '../../output/when.ts'

type Explanation = OutputOf<'explainVerdict'>

export const MARKS: Readonly<Record<StepOutcome, string>> = {
  passed: 'ok',
  failed: 'NO',
  not_reached: '- ',
  not_asked: '..',
}

export const STEPS: Readonly<Record<VerdictStep, string>> = {
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

const FAULTS: Readonly<Record<TextFault, string>> = {
  prefix: 'it does not begin with a prefix of this server',
  shape: 'it is not prefix_id_secret',
  id: 'its id is not 16 letters and digits',
  secret: 'its secret holds other than letters and digits',
  length: 'it is too short or too long',
  checksum: 'its checksum is wrong: a character is mistyped',
}

const BOUNDS: Readonly<Record<RightsBound, string>> = {
  catalogue: 'no API has it',
  access: 'its access leaves it out',
  ceiling: 'its maker could not grant it',
  owner: 'its owner does not hold it now',
}

/** What a step found, in a few words. */
export function tellStep({ step, outcome, code }: ExplainedStep, explanation: Explanation): string {
  if (outcome === 'not_reached') return 'not reached'
  if (outcome === 'not_asked') return leftOpen(step, explanation)
  return TELL[step](explanation, code)
}

function leftOpen(step: VerdictStep, { token }: Explanation): string {
  if (step === 'address') return `only from ${token?.conditions.addresses?.join(', ')}; add --address`
  if (step === 'permission') return 'add --need, --request or --field'
  return 'named by its id'
}

type Tell = (explanation: Explanation, code: ExplainedStep['code']) => string

const TELL: Readonly<Record<VerdictStep, Tell>> = {
  text: ({ text }) =>
    text?.fault ? FAULTS[text.fault] : `well formed${text?.retiredPrefix ? ', with a retired prefix' : ''}`,
  installation: (_, code) => (code ? 'restored from a backup, and waits to be released' : 'verifies'),
  secret: ({ text }) =>
    ({
      current: 'it matches',
      old: 'it matches the old value, which still lives',
      stopped: 'it is an old value, which has stopped',
      none: 'it does not match: another value of this token, or none',
    })[text?.value ?? 'none'],
  status: ({ token }, code) => {
    if (code === 'token_pending') return 'waits for approval'
    const { revocation } = token ?? {}
    return revocation
      ? `revoked ${instant(revocation.at)} by ${revocation.by.name}: ${revocation.reason}`
      : 'active'
  },
  not_before: ({ token }) => told(token?.conditions.notBefore, (at) => `from ${instant(at)}`, 'at any time'),
  expiry: ({ token }, code) =>
    told(token?.expiresAt, (at) => `${code ? 'expired' : 'until'} ${instant(at)}`, 'never expires'),
  owner: ({ token }, code) => {
    const name = token?.owner.kind === 'user' ? token.owner.name : 'the organisation'
    return code ? `${name} is inactive` : name
  },
  address: ({ token }) =>
    told(token?.conditions.addresses, (list) => `only from ${list.join(', ')}`, 'from anywhere'),
  permission: ({ need }) => {
    if (need?.unmapped) return UNMAPPED[need.unmapped]
    const why = need?.withheldBy.map((bound) => BOUNDS[bound]).join('; ')
    return `${need?.permission}${why ? `: ${why}` : ''}`
  },
  rate_limit: ({ rateLimit }) =>
    told(
      rateLimit,
      ({ remaining, limit, resetSeconds }) => `${remaining} of ${limit} calls left for ${resetSeconds} s`,
      'none',
    ),
  usage_cap: ({ token }) =>
    told(token?.usesLeft, (left) => `${left} of ${token?.conditions.usageCap} calls left`, 'none'),
}

const told = <T>(value: T | null | undefined, words: (value: T) => string, otherwise: string): string =>
  value === null || value === undefined ? otherwise : words(value)
