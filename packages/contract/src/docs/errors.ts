import type { ErrorCode } from '../errors.ts'

/** For each error, what to do about it, in one or two sentences. */
export const ERROR_ADVICE: Readonly<Record<ErrorCode, string>> = {
  credential_missing: 'Send the token in the header: `Authorization: Bearer <token>`.',
  token_malformed: 'A character is missing or mistyped: copy the whole token again.',
  token_unknown: 'It was deleted, regenerated, or belongs to another installation. Generate a new one.',
  token_revoked: 'Somebody revoked it. Ask them, have it re-approved, or generate a new one.',
  token_pending: 'It works as soon as an administrator approves it.',
  token_not_yet_valid:
    'It works from the instant that its page in the console names; check the clock of the server.',
  token_expired: 'Generate a new one. An expired token is not brought back.',
  owner_inactive:
    'The person whose authority it carries was deactivated. Use a token of somebody active, or of the organisation.',
  address_refused:
    'The answer names the address that was seen. Add it to the token, or, behind a proxy, set KEYWARD_TRUSTED_PROXIES.',
  permission_missing: 'The answer names the permission. Somebody who holds it can add it to the token.',
  route_unmapped:
    'Compare method, host and path with the routes of the catalogue: what stands in none of them is refused.',
  rate_limited: 'Wait as long as the `Retry-After` header says, or have the limit of the token raised.',
  usage_exhausted: 'Waiting does not help: have the cap of the token raised, or generate a new one.',
  verifier_not_ready: 'The server is starting or cannot reach its database: try again in a moment.',
  database_quarantined:
    'Repeat the revocations made since the backup, then let the operator run `keyward release`.',
  request_invalid: 'The answer lists what is wrong, field by field.',
  request_too_large:
    'A body has at most 1 MB, 64 kB where nobody need sign in; a bulk change by ids 4 MB, the description of an import 32 MB.',
  content_type_unsupported:
    'Send the body as `application/json`; the description of an import as `application/yaml` or `application/json`.',
  credential_in_query:
    'Addresses end up in logs and histories. Send the token in the `Authorization` header, and replace it if it was real.',
  credential_ambiguous: 'Send one `Authorization` header, or the session cookie, not both.',
  route_unknown: 'Compare the address with the API reference at `/reference`.',
  method_not_allowed: 'The `Allow` header lists the methods that this address takes.',
  origin_refused:
    'Changes made with a session cookie must come from the console itself. From a program, use a token. Behind a proxy, set KEYWARD_PUBLIC_URL.',
  cursor_invalid:
    'Use `nextCursor` of the page before, unchanged and with the same sort, or start from the first page.',
  session_required: 'Sign in, then try again.',
  sign_in_failed: 'Check both. After several failures, wait a while.',
  sign_in_stale:
    'The last sign-in is more than 15 minutes ago: enter the password again, then repeat the request.',
  second_factor_required:
    'Send the six digits that your authenticator app shows, or one of your backup codes.',
  second_factor_wrong:
    'Wait for the next code of the app, see that the clock of the phone is right, or use a backup code.',
  sign_in_expired:
    'Give e-mail and password again; the code must follow within ten minutes, from the same browser.',
  second_factor_on: 'To use another app, remove the second factor first, then set it up again.',
  second_factor_off: 'Set one up in your profile first.',
  membership_required: 'Ask an admin of your organisation to invite or reactivate you.',
  session_not_found: 'It has ended already, or is not yours: read the list again.',
  reset_link_invalid: 'It was used, has expired, or was cut short: ask for a new mail.',
  mail_not_configured:
    'Whoever runs the server sets KEYWARD_SMTP_URL and KEYWARD_MAIL_FROM; until then an admin helps.',
  too_many_attempts: 'Wait as long as the `Retry-After` header says.',
  organization_required: 'You belong to several: name one in the header `Keyward-Organization`.',
  organization_not_found: 'Check the id. An organisation that you do not belong to looks the same.',
  setup_required: 'Open the console and enter the setup code that the server printed at its first start.',
  setup_done: 'Sign in instead.',
  setup_code_wrong: 'Copy the code from the terminal or log of the first start.',
  password_weak: 'Use a few unrelated words that have nothing to do with you or your organisation.',
  token_not_found: 'Check the id. A token that you may not see looks the same.',
  member_not_found: 'Check the id. A member of another organisation looks the same.',
  batch_not_found: 'Use `batchId` of the answer to the bulk revocation.',
  scope_unknown: 'Compare the scopes with the catalogue: `GET /v1/catalogue`.',
  scope_exceeds_rights: 'Leave out the permissions that the answer names, or ask somebody who holds them.',
  role_unknown: 'Compare the role with the list: `GET /v1/roles`.',
  policy_violated:
    'The answer lists the fields that the policy forbids, and what it allows. Whoever may edit settings can change it.',
  approval_own: 'Ask another member who may approve: nobody approves what they asked for.',
  duration_invalid: 'Give days, an instant in the future, or `unlimited`.',
  seats_taken: 'Revoke a personal token that you no longer use, or ask for more seats.',
  move_not_allowed: 'The answer names the state that the token is in and why that stands in the way.',
  value_replaced:
    'Regenerate with the value that took its place. If that is lost, somebody with the right regenerates the token.',
  nothing_used: 'The token has used none of its permissions. Revoke it, or repeat with `allowEmpty: true`.',
  nothing_unused: 'The token has used every permission that it holds: it is as small as it can be.',
  nothing_to_undo: 'The token was not shrunk, or its access was changed since: edit it instead.',
  idempotency_key_reused:
    'Send a new key with each new request; send the same key only with exactly the same request again.',
  selection_changed: 'Look at the preview again, then confirm the new number.',
  role_not_found: 'Check the id. A role of another organisation looks the same.',
  role_built_in: 'Create a role of your own, and give that one instead.',
  role_in_use: 'Give its members and tokens another role first: the answer says how many there are.',
  role_name_taken: 'Choose another name: people tell roles apart by it.',
  owner_required: 'Ask an Owner of the organisation, signed in as a person.',
  last_owner: 'Make another active member an Owner first.',
  member_exists: 'Look at the list of members: reactivate them, or change their role there.',
  account_exists: 'Sign in with that account, and accept the invitation with it.',
  external_id_taken:
    'Each external id belongs to one organisation: choose another, or amend the one that has it.',
  invitation_not_found: 'Check the id. An invitation that was accepted or taken back looks the same.',
  invitation_invalid: 'Copy the whole link again, or ask whoever invited you for a new one.',
  invitation_expired: 'Ask whoever invited you to send it again.',
  invitation_used: 'Sign in. If it was not you who accepted it, tell whoever invited you.',
  role_changed: 'Look at the role as it is now, then repeat the change.',
  notice_not_found: 'Check the id. A mail of another organisation looks the same.',
  notice_not_retriable:
    'It was sent already, or brought a link whose secret is erased by now: make a new invitation or reset.',
  mail_failed:
    'The answer says what the mail server said. Compare KEYWARD_SMTP_URL and KEYWARD_MAIL_FROM with it.',
  webhook_not_found: 'Check the id. A webhook of another organisation looks the same.',
  delivery_not_found: 'Check the id. Deliveries are kept for 30 days.',
  webhook_url_refused:
    'Use https and an address on the public internet; for a private network, the operator allows it in KEYWARD_WEBHOOK_ALLOW.',
  webhook_disabled: 'Switch it on first; its page says since when and why it is off.',
  webhooks_full: 'Delete one that is not needed any more.',
  api_not_found: 'Compare the slug with the catalogue: `GET /v1/catalogue`.',
  api_declared:
    'It stands in the catalogue file, or in the program that embeds Keyward: change it there, or take it out there and start again before you import it.',
  import_not_found: 'Preview the description again: what waits to be applied is forgotten after a day.',
  import_changed: 'Nothing was changed. Preview again, look at what is new, and confirm that.',
  revision_not_found: 'Compare the number with the list: `GET /v1/catalogue/revisions`.',
  catalogue_invalid:
    'The answer names the line, the operation or the place in the catalogue file that is wrong, and what to do. What was in force stays in force.',
  config_invalid: 'The message names the setting, its value, and what was expected.',
  data_dir_unusable: 'Let the server own and write the folder that KEYWARD_DATA_DIR names.',
  database_corrupt: 'Stop the server and restore the last backup.',
  database_newer: 'Start the version that wrote this database, or a later one.',
  database_read_only: 'Let the server write the database file and its folder.',
  database_unusable: 'The message names the file and what stands in the way.',
  keys_lost:
    'Put `keys.json` back beside the database, or set KEYWARD_KEYS. Without its keys no token of this database verifies.',
  keys_mismatch: 'Use the keys that belong to this database: its own `keys.json`, or KEYWARD_KEYS.',
  keys_invalid: 'Restore the keys from where they are kept safe: the file or setting was changed.',
  database_in_use: 'Stop the server that uses it, then try again.',
  backup_exists: 'Name a file that is not there yet.',
  port_taken: 'Another program listens there: stop it, or set KEYWARD_PORT.',
  storage_unavailable:
    'The disk is full, or another process holds the database. Nothing was changed: try again.',
  internal: 'Tell whoever runs the server the request id: the log has the cause.',
}
