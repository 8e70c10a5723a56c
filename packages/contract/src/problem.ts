import { ERRORS, type ErrorCode, type KeywardError, type Problem } from './errors.ts'
import { rateLimitHeaders } from './rate-limit.ts'

const MOST_FAULTS = 50
const LONGEST_FAULT = 300

/** What an error needs to know of its request to teach. */
export type ProblemContext = {
  requestId?: string | undefined
  /** Where Keyward is reached by people, if that is known: its pages explain codes and edit tokens. */
  publicUrl?: string | undefined
  /** Whose token asked. */
  organizationId?: string | undefined
  /** The protected space that a challenge names: `keyward` unless said. */
  realm?: string | undefined
}

/** An error as HTTP carries it. */
export type ProblemAnswer = { status: number; headers: Record<string, string>; body: Problem }

/** Writes an error as RFC 9457 has it, with the challenges of RFC 6750 §3. */
export function problemOf(error: KeywardError, context: ProblemContext): ProblemAnswer {
  const { title, status } = ERRORS[error.code]
  const { detail, fields, permission, token, organizationId, state, retryAfterSeconds } = error.details
  const body: Problem = {
    type: context.publicUrl === undefined ? 'about:blank' : `${context.publicUrl}/errors/${error.code}`,
    title,
    status,
    ...(detail && { detail }),
    code: error.code,
    ...(context.requestId !== undefined && { request_id: context.requestId }),
    ...(fields && { errors: fields.slice(0, MOST_FAULTS).map(shorten) }),
    ...(permission && { permission }),
    ...(token && { token }),
    ...(state && { state }),
    ...(retryAfterSeconds !== undefined && { retry_after: retryAfterSeconds }),
    ...(token && editUrl(context.publicUrl, context.organizationId ?? organizationId, token.id)),
  }
  return { status, headers: headersOf(error, status, context.realm ?? 'keyward'), body }
}

function headersOf(error: KeywardError, status: number, realm: string): Record<string, string> {
  const challenge = challengeOf(error, `Bearer realm="${realm}"`)
  const { rateLimit, retryAfterSeconds } = error.details
  const retryAfter = retryAfterSeconds ?? (status === 503 ? 1 : undefined)
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...(challenge && { 'www-authenticate': challenge }),
    ...(rateLimit && rateLimitHeaders(rateLimit)),
    ...(retryAfter !== undefined && { 'retry-after': String(Math.ceil(retryAfter)) }),
  }
}

const NOTHING_PRESENTED: readonly ErrorCode[] = ['credential_missing', 'session_required', 'sign_in_failed']

function challengeOf(error: KeywardError, bearer: string): string {
  if (error.code === 'permission_missing' || error.code === 'route_unmapped') {
    const scope = error.details.permission ? `, scope="${error.details.permission}"` : ''
    return `${bearer}, error="insufficient_scope"${scope}`
  }
  if (ERRORS[error.code].status !== 401) return ''
  if (NOTHING_PRESENTED.includes(error.code)) return bearer
  return `${bearer}, error="invalid_token", error_description="${ERRORS[error.code].title}"`
}

const editUrl = (publicUrl: string | undefined, organizationId: string | undefined, tokenId: string) =>
  publicUrl !== undefined &&
  organizationId !== undefined && {
    edit_url: `${publicUrl}/o/${organizationId}/settings/api-tokens/${tokenId}`,
  }

const shorten = ({ path, message }: { path: string; message: string }) => ({
  path: path.slice(0, LONGEST_FAULT),
  message: message.slice(0, LONGEST_FAULT),
})
