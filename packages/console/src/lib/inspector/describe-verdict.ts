import type { ExplainedStep, Explanation, Permission, RefusalCode } from '@keyward/contract'
import { STEP_WORDS, tellStep } from '@keyward/contract'
import { capital } from '../capital.ts'
import { formatExact } from '../dates.ts'
import { apart } from '../names.ts'

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

/** Why it is refused, in a sentence; undefined for what is allowed. */
export function refusalTitle({ code, deleted }: Explanation): string | undefined {
  if (code === 'token_unknown' && deleted) return 'The token is deleted'
  return code === null ? undefined : REFUSAL_TITLE[code]
}

/** What a step looks at, as a heading. */
export const stepTitle = ({ step }: ExplainedStep): string => capital(STEP_WORDS[step])

/** What a step found, as a sentence; undefined where it was not reached. */
export function stepWords(
  step: ExplainedStep,
  explanation: Explanation,
  labels: ReadonlyMap<Permission, string>,
): string | undefined {
  const told = tellStep(step, explanation, {
    instant: formatExact,
    name: apart,
    permission: (permission) => labels.get(permission) ?? permission,
  })
  return told && `${capital(told)}.`
}
