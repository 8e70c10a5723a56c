import type { ErrorCode, FieldFault } from '@keyward/contract'

/** The failures that only a client can tell of: no answer came that a server of Keyward wrote. */
export const CLIENT_ERRORS = {
  network_failed: { title: 'The server could not be reached' },
  timed_out: { title: 'The server did not answer in time' },
  answer_unreadable: { title: 'The answer is not one of Keyward’s' },
} as const satisfies Record<string, { title: string }>

/** A code of the client's own. */
export type ClientErrorCode = keyof typeof CLIENT_ERRORS

/** A known code, or one that a newer server brings. */
export type ProblemCode = ErrorCode | ClientErrorCode | (string & Record<never, never>)

/** What is known of a failure; `undefined` where the answer did not say. */
export type ProblemFacts = {
  code: ProblemCode
  title: string
  status?: number | undefined
  detail?: string | undefined
  requestId?: string | undefined
  fields?: readonly FieldFault[] | undefined
  permission?: string | undefined
  token?: { id: string; name: string } | undefined
  state?: string | undefined
  retryAfterSeconds?: number | undefined
  editUrl?: string | undefined
}

/** What every call of the client fails with, other than by the caller's own abort. */
export class KeywardProblem extends Error {
  override readonly name = 'KeywardProblem'
  /** The permanent code; the documentation has an entry for each. */
  readonly code: ProblemCode
  /** The HTTP status, or undefined when no answer came. */
  readonly status: number | undefined
  /** One sentence for people about this occurrence. */
  readonly detail: string | undefined
  /** The id under which the server logged the request. */
  readonly requestId: string | undefined
  /** What was wrong, field by field. */
  readonly fields: readonly FieldFault[]
  /** The permission that was missing. */
  readonly permission: string | undefined
  /** The token concerned, by id and name. */
  readonly token: { id: string; name: string } | undefined
  /** The state that stood in the way. */
  readonly state: string | undefined
  /** Seconds after which to try again. */
  readonly retryAfterSeconds: number | undefined
  /** Where somebody with the right can grant what is missing. */
  readonly editUrl: string | undefined

  constructor(facts: ProblemFacts, options?: ErrorOptions) {
    super(facts.detail ?? facts.title, options)
    this.code = facts.code
    this.status = facts.status
    this.detail = facts.detail
    this.requestId = facts.requestId
    this.fields = facts.fields ?? []
    this.permission = facts.permission
    this.token = facts.token
    this.state = facts.state
    this.retryAfterSeconds = facts.retryAfterSeconds
    this.editUrl = facts.editUrl
  }
}

/** A failure of the client's own kind. */
export function clientProblem(
  code: ClientErrorCode,
  facts: Omit<ProblemFacts, 'code' | 'title'> = {},
  options?: ErrorOptions,
): KeywardProblem {
  return new KeywardProblem({ ...facts, code, title: CLIENT_ERRORS[code].title }, options)
}
