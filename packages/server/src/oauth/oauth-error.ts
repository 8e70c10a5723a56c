import { ERRORS, type KeywardError } from '@keyward/contract'

const STATUS = {
  invalid_request: 400,
  invalid_client: 401,
  insufficient_scope: 403,
  temporarily_unavailable: 503,
  server_error: 500,
} as const

export type OauthCode = keyof typeof STATUS

/** A failure in the words of RFC 6749 §5.2, as clients of these endpoints read it. */
export class OauthError extends Error {
  readonly code: OauthCode
  constructor(code: OauthCode, description: string) {
    super(description)
    this.code = code
  }
  get status(): number {
    return STATUS[this.code]
  }
}

/** One of our own errors in those words. */
export function oauthErrorOf({ code, status, message }: KeywardError): OauthError {
  if (code === 'permission_missing') return new OauthError('insufficient_scope', message)
  if (status === 401) return new OauthError('invalid_client', ERRORS[code].title)
  if (status === 503 || status === 429) return new OauthError('temporarily_unavailable', ERRORS[code].title)
  if (status < 500) return new OauthError('invalid_request', message)
  return new OauthError('server_error', ERRORS[code].title)
}
