import { z } from 'zod'
import type { RateLimitStanding } from './rate-limit.ts'

type ErrorRow = { status: number; title: string }

/** Every error there is: its permanent code, its HTTP status, its title. Each has an entry in docs/errors.md. */
export const ERRORS = {
  // What a verification refuses with.
  credential_missing: { status: 401, title: 'No credential was sent' },
  token_malformed: { status: 401, title: 'This is not a well-formed API token' },
  token_unknown: { status: 401, title: 'No such API token' },
  token_revoked: { status: 401, title: 'This API token is revoked' },
  token_pending: { status: 401, title: 'This API token awaits approval' },
  token_not_yet_valid: { status: 401, title: 'This API token is not valid yet' },
  token_expired: { status: 401, title: 'This API token has expired' },
  owner_inactive: { status: 401, title: 'The owner of this API token is inactive' },
  address_refused: { status: 403, title: 'This API token may not be used from this address' },
  permission_missing: { status: 403, title: 'A permission is missing' },
  route_unmapped: { status: 403, title: 'No permission stands for this request' },
  rate_limited: { status: 429, title: 'This API token has used up its rate limit for now' },
  usage_exhausted: { status: 403, title: 'This API token has used up its calls' },
  verifier_not_ready: { status: 503, title: 'Verification is not ready' },
  database_quarantined: { status: 503, title: 'The database was restored and awaits release' },

  // What a request is refused for before it is understood.
  request_invalid: { status: 400, title: 'The request is not valid' },
  request_too_large: { status: 413, title: 'The request is too large' },
  content_type_unsupported: { status: 415, title: 'The content type is not supported' },
  credential_in_query: { status: 400, title: 'Credentials do not belong in an address' },
  credential_ambiguous: { status: 400, title: 'More than one credential was sent' },
  route_unknown: { status: 404, title: 'No such address' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  origin_refused: { status: 403, title: 'The request came from another site' },
  cursor_invalid: { status: 400, title: 'The cursor is not one of ours' },

  // Signing in and setting up.
  session_required: { status: 401, title: 'Sign in first' },
  sign_in_failed: { status: 401, title: 'E-mail or password is wrong' },
  sign_in_stale: { status: 403, title: 'Confirm your password first' },
  second_factor_required: { status: 401, title: 'The code of your second factor is needed' },
  second_factor_wrong: { status: 401, title: 'The code is wrong, or was used before' },
  sign_in_expired: { status: 401, title: 'Start signing in again' },
  second_factor_on: { status: 409, title: 'There is a second factor already' },
  second_factor_off: { status: 409, title: 'There is no second factor' },
  membership_required: { status: 403, title: 'You are not an active member of any organisation' },
  session_not_found: { status: 404, title: 'No such session' },
  reset_link_invalid: { status: 404, title: 'This link is no longer good' },
  mail_not_configured: { status: 409, title: 'This server sends no mail' },
  too_many_attempts: { status: 429, title: 'Too many attempts' },
  organization_required: { status: 400, title: 'Name the organisation' },
  organization_not_found: { status: 404, title: 'No such organisation' },
  setup_required: { status: 409, title: 'This server is not set up yet' },
  setup_done: { status: 409, title: 'This server is already set up' },
  setup_code_wrong: { status: 403, title: 'The setup code is wrong' },
  password_weak: { status: 400, title: 'The password is too weak' },

  // Managing tokens.
  token_not_found: { status: 404, title: 'No such API token' },
  member_not_found: { status: 404, title: 'No such member' },
  batch_not_found: { status: 404, title: 'No such bulk revocation' },
  scope_unknown: { status: 400, title: 'A scope is not in the catalogue' },
  scope_exceeds_rights: { status: 403, title: 'Nobody grants more than they hold' },
  role_unknown: { status: 400, title: 'No such role' },
  policy_violated: { status: 403, title: 'The organisation’s policy does not allow it' },
  approval_own: { status: 403, title: 'Somebody else must approve it' },
  duration_invalid: { status: 400, title: 'The duration is not possible' },
  seats_taken: { status: 409, title: 'All seats for personal tokens are taken' },
  move_not_allowed: { status: 409, title: 'The API token is not in a state for that' },
  value_replaced: { status: 409, title: 'This value of the API token was replaced' },
  nothing_used: { status: 409, title: 'Nothing would be left' },
  nothing_unused: { status: 409, title: 'There is nothing to take away' },
  nothing_to_undo: { status: 409, title: 'There is nothing to undo' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key names another request' },
  selection_changed: { status: 409, title: 'The selection has changed' },

  // Managing people.
  role_not_found: { status: 404, title: 'No such role' },
  role_built_in: { status: 409, title: 'Every organisation has this role as it is' },
  role_in_use: { status: 409, title: 'The role is in use' },
  role_name_taken: { status: 409, title: 'Another role has this name' },
  role_changed: { status: 409, title: 'The role has changed meanwhile' },
  owner_required: { status: 403, title: 'Only an Owner makes and unmakes Owners' },
  last_owner: { status: 409, title: 'The last Owner stays' },
  member_exists: { status: 409, title: 'There is such a member already' },
  account_exists: { status: 409, title: 'Somebody with this e-mail signs in here already' },
  external_id_taken: { status: 409, title: 'Another organisation has this external id' },
  invitation_not_found: { status: 404, title: 'No such invitation' },
  invitation_invalid: { status: 404, title: 'This invitation is not good' },
  invitation_expired: { status: 410, title: 'This invitation has expired' },
  invitation_used: { status: 409, title: 'This invitation was accepted already' },
  // Mails.
  notice_not_found: { status: 404, title: 'No such mail' },
  notice_not_retriable: { status: 409, title: 'This mail cannot be tried again' },
  mail_failed: { status: 502, title: 'The mail server did not take the mail' },

  // Webhooks.
  webhook_not_found: { status: 404, title: 'No such webhook' },
  delivery_not_found: { status: 404, title: 'No such delivery' },
  webhook_url_refused: { status: 400, title: 'Nothing is posted to this address' },
  webhook_disabled: { status: 409, title: 'The webhook is switched off' },
  webhooks_full: { status: 409, title: 'There are as many webhooks as there may be' },

  // Changing the catalogue.
  api_not_found: { status: 404, title: 'No such API' },
  api_declared: { status: 409, title: 'The API is declared at start' },
  import_not_found: { status: 404, title: 'No such import' },
  import_changed: { status: 409, title: 'The catalogue or its tokens have changed' },
  revision_not_found: { status: 404, title: 'No such revision' },

  // Running it.
  catalogue_invalid: { status: 400, title: 'The catalogue is not valid' },
  config_invalid: { status: 500, title: 'The configuration is not valid' },
  data_dir_unusable: { status: 500, title: 'The data folder cannot be used' },
  database_corrupt: { status: 500, title: 'The database is damaged' },
  database_newer: { status: 500, title: 'The database is from a newer version' },
  database_read_only: { status: 500, title: 'The database is read-only' },
  database_unusable: { status: 500, title: 'The database cannot be used' },
  keys_lost: { status: 500, title: 'The keys are lost' },
  keys_mismatch: { status: 500, title: 'The keys belong to another database' },
  keys_invalid: { status: 500, title: 'The keys cannot be read' },
  database_in_use: { status: 500, title: 'The database is in use' },
  backup_exists: { status: 500, title: 'There is a file already' },
  port_taken: { status: 500, title: 'The port is taken' },
  storage_unavailable: { status: 503, title: 'The database does not take writes' },
  internal: { status: 500, title: 'Something went wrong' },
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof ERRORS
export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[]

/** Facts that travel with an error to whoever caused it. Never a secret. */
export type ErrorDetails = {
  /** One sentence for this occurrence, with the way on. */
  detail?: string
  /** What was wrong, field by field. */
  fields?: readonly FieldFault[]
  /** The permission that was needed. */
  permission?: string
  /** The token concerned, by id and name. */
  token?: { id: string; name: string }
  /** Whose token it is, where the request did not say. */
  organizationId?: string
  /** The state that stood in the way. */
  state?: string
  /** Seconds after which to try again. */
  retryAfterSeconds?: number
  /** Where the token stands in its rate limit. */
  rateLimit?: RateLimitStanding
}

/** One field's fault: the path into the body or query (`duration.days`), and what was expected. */
export type FieldFault = { path: string; message: string }

/** What every failing operation throws: a row of the table and the facts of this occurrence. */
export class KeywardError extends Error {
  override readonly name = 'KeywardError'
  readonly code: ErrorCode
  readonly details: ErrorDetails
  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(details.detail ?? ERRORS[code].title, options)
    this.code = code
    this.details = details
  }
  /** The HTTP status of its row. */
  get status(): number {
    return ERRORS[this.code].status
  }
}

/** An error over HTTP (RFC 9457). `code` is permanent; a client accepts codes that it does not know. */
export const Problem = z.object({
  type: z.string().describe('the address of the code in the documentation'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  request_id: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  permission: z.string().optional(),
  token: z.object({ id: z.string(), name: z.string() }).optional(),
  state: z.string().optional(),
  retry_after: z.number().optional(),
  edit_url: z.string().optional().describe('where somebody with the right can grant what is missing'),
})
export type Problem = z.infer<typeof Problem>
