import {
  type ExplainedStep,
  type Permission,
  type RateLimitStanding,
  type RefusalCode,
  VerdictStep,
} from '@keyward/contract'
import { decideVerification, type HeldToken } from './decide.ts'

/** Everything that a verdict rests on, gathered without a call being made. */
export type Question = {
  /** Null: the token was named by its id, so that no text is judged. */
  text: 'malformed' | 'well_formed' | null
  quarantined: boolean
  /** The token with the value that was presented; undefined where the text is no token's. */
  held: HeldToken | undefined
  /** What the request needs; null: no request was named. */
  need: { permission: Permission } | { refused: 'route_unmapped' } | null
  /** Undefined: left open. */
  address: string | undefined
  rateLimit: RateLimitStanding | null
  /** Calls that the usage cap still allows; null: without one. */
  usesLeft: number | null
  now: number
}

/** A verification takes its steps in this order, and each of its refusals stands for one of them. */
const STEP_OF: Readonly<Record<RefusalCode, VerdictStep>> = {
  token_malformed: 'text',
  verifier_not_ready: 'installation',
  database_quarantined: 'installation',
  token_unknown: 'secret',
  token_revoked: 'status',
  token_pending: 'status',
  token_not_yet_valid: 'not_before',
  token_expired: 'expiry',
  owner_inactive: 'owner',
  address_refused: 'address',
  permission_missing: 'permission',
  route_unmapped: 'permission',
  rate_limited: 'rate_limit',
  usage_exhausted: 'usage_cap',
}

/**
 * Tells a verdict step by step. It asks the very decision that a verification asks, and lays its answer out: what comes
 * before the step that failed has passed, what comes after was not reached.
 */
export function explainVerification(question: Question): {
  code: RefusalCode | null
  steps: ExplainedStep[]
} {
  const code = refusalOf(question) ?? null
  const order = VerdictStep.options
  const end = code === null ? order.length : order.indexOf(STEP_OF[code])
  const steps = order.map((step, at): ExplainedStep => {
    if (at === end) return { step, outcome: 'failed', code }
    if (at > end) return { step, outcome: 'not_reached', code: null }
    return { step, outcome: isLeftOpen(step, question) ? 'not_asked' : 'passed', code: null }
  })
  return { code, steps }
}

function refusalOf(question: Question): RefusalCode | undefined {
  const { text, quarantined, held, need, address, rateLimit, usesLeft, now } = question
  if (text === 'malformed') return 'token_malformed'
  if (quarantined) return 'database_quarantined'
  if (!held) return 'token_unknown'
  const asked = isLeftOpen('address', question) ? { ...held, addresses: null } : held
  const wanted = need !== null && 'permission' in need ? need.permission : null
  const refusal = decideVerification(asked, wanted, address, now)
  if (refusal) return refusal
  if (need !== null && 'refused' in need) return need.refused
  if (rateLimit?.remaining === 0) return 'rate_limited'
  return usesLeft === 0 ? 'usage_exhausted' : undefined
}

function isLeftOpen(step: VerdictStep, { text, held, need, address }: Question): boolean {
  if (step === 'text' || step === 'secret') return text === null
  if (step === 'permission') return need === null
  return step === 'address' && address === undefined && held !== undefined && held.addresses !== null
}
