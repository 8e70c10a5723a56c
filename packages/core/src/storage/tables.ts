/** An instant: epoch milliseconds. */
type At = number
/** 0 or 1. */
type Flag = number
/** JSON text. */
type JsonText = string

/** Every table of ours, as Kysely sees it: text, integers and null only, the same on every engine. */
export type Tables = {
  installation_fact: { name: string; value: string }
  catalogue_revision: { revision: number; body: JsonText; created_at: At }
  catalogue_api: { slug: string; edition: number; body: JsonText }
  catalogue_import: CatalogueImportTable
  organization: OrganizationTable
  /** `active_since` is kept by every write of the row: since when its person has been an active member without a gap. */
  member: MemberTable & { active_since: At }
  role: RoleTable
  invitation: InvitationTable
  token: TokenTable
  token_word: { organization_id: string; word: string; token_id: string }
  token_secret: TokenSecretTable
  token_tombstone: TombstoneTable
  token_use: TokenUseTable
  token_account: TokenAccountTable
  usage_hour: { token_id: string; hour: At; outcome: string; count: number }
  usage_day: { token_id: string; day: At; outcome: string; count: number }
  usage_permission: { token_id: string; permission: string; count: number; first_at: At; last_at: At }
  token_caller: TokenCallerTable
  token_refusal: TokenRefusalTable
  /** What all tokens of an organisation did together: deleted tokens stay counted. */
  organization_hour: { organization_id: string; hour: At; outcome: string; count: number }
  organization_day: { organization_id: string; day: At; outcome: string; count: number }
  /** Allowed calls by value of a token, while two of them live. */
  usage_version: { token_id: string; version: number; hour: At; count: number; last_at: At }
  token_shrink: TokenShrinkTable
  audit_event: AuditEventTable
  audit_head: { chain: string; sequence: number; hash: string; mac: string; key_version: number }
  notice: NoticeTable
  notice_preference: { member_id: string; organization_id: string; muted: JsonText }
  expiry_warning: { token_id: string; organization_id: string; days: number; due_at: At; expires_at: At }
  webhook: WebhookTable
  webhook_delivery: DeliveryTable
  /** `made_id` is null only inside the transaction that carries the request out. */
  done_once: {
    organization_id: string
    key_hash: string
    request_hash: string
    made_id: string | null
    at: At
  }
  inval: { sequence: number; kind: string; key: string; at: At }
  inval_head: { id: number; sequence: number }
  verifier: { id: string; registered_at: At; seen_at: At }
}

export type CatalogueImportTable = {
  id: string
  organization_id: string
  /** The revision that it was held against. */
  base: number
  api: JsonText
  diff: JsonText
  created_at: At
}

export type OrganizationTable = {
  id: string
  external_id: string | null
  name: string
  name_sort: string
  home: Flag
  settings: JsonText
  created_at: At
}

export type MemberTable = {
  id: string
  organization_id: string
  user_id: string | null
  external_id: string | null
  name: string
  name_sort: string
  email: string | null
  role: string
  active: Flag
  created_at: At
  removed_at: At | null
}

export type RoleTable = {
  id: string
  organization_id: string
  name: string
  description: string
  rule: JsonText
  revision: number
  created_at: At
  updated_at: At
}

export type InvitationTable = {
  id: string
  organization_id: string
  email: string
  /** The e-mail as it is compared. */
  email_key: string
  role: string
  secret_hash: string
  invited_by_kind: string
  invited_by_id: string | null
  invited_by_name: string
  created_at: At
  expires_at: At
  accepted_at: At | null
}

export type TokenTable = {
  id: string
  organization_id: string
  name: string
  name_sort: string
  description: string
  owner_kind: string
  owner_member_id: string | null
  created_by_kind: string
  created_by_id: string | null
  created_by_name: string
  access_kind: string
  access_role: string | null
  scopes: JsonText | null
  ceiling: JsonText | null
  /** Null where there are none. */
  conditions: JsonText | null
  catalogue_revision: number
  status: string
  created_at: At
  updated_at: At
  expires_at: At | null
  /** `expires_at`, or the end of time: what is compared and ordered by. */
  expires_sort: At
  revoked_at: At | null
  revoked_by_kind: string | null
  revoked_by_id: string | null
  revoked_by_name: string | null
  revoke_reason: string | null
  batch_id: string | null
  revoke_at_sign_out: Flag
  approval: JsonText | null
  origin_member_id: string | null
  revision: number
  parent_id: string | null
}

export type TokenSecretTable = {
  token_id: string
  version: number
  scheme: string
  lookup: string | null
  digest: string
  pepper_version: number
  prefix: string
  tail: string
  created_at: At
  not_after: At | null
  /** How long this value must be unused to stop before its time; null: it waits for its time. */
  quiet_ms: number | null
}

export type TombstoneTable = {
  id: string
  organization_id: string
  name: string
  owner_kind: string
  owner_member_id: string | null
  access: JsonText
  created_at: At
  deleted_at: At
}

/** Every token has a row from its birth; `last_used_at` is 0 until the first use. */
export type TokenUseTable = {
  token_id: string
  organization_id: string
  last_used_at: At
  address: string | null
  agent: string | null
}

export type TokenCallerTable = {
  token_id: string
  address: string
  /** Empty where none was sent. */
  agent: string
  count: number
  last_at: At
  /** The value that it last came with; null for what was counted before values were told apart. */
  version: number | null
}

/** What a token could do before it was shrunk. */
export type TokenShrinkTable = {
  token_id: string
  access: JsonText
  ceiling: JsonText | null
  at: At
  by_kind: string
  by_id: string | null
  by_name: string
}

/** What was reserved of a token's limits; there is a row once something was. */
export type TokenAccountTable = {
  token_id: string
  window_start: At
  window_ms: number
  window_uses: number
  cap_since: number
  cap_uses: number
}

export type TokenRefusalTable = {
  token_id: string
  sequence: number
  at: At
  need: string | null
  code: string
  address: string | null
  request_id: string | null
}

export type AuditEventTable = {
  chain: string
  sequence: number
  at: At
  kind: string
  actor_id: string | null
  on_behalf_id: string | null
  subject_id: string | null
  text: string
  hash: string
  mac: string
  key_version: number
}

export type NoticeTable = {
  id: string
  organization_id: string
  member_id: string | null
  to_name: string
  to_address: string
  kind: string
  items: JsonText
  count: number
  sealed: string | null
  status: string
  due_at: At
  give_up_at: At
  gather: string | null
  tries: number
  last_error: string | null
  claimed_by: string | null
  claimed_until: At | null
  created_at: At
  settled_at: At | null
}

export type WebhookTable = {
  id: string
  organization_id: string
  name: string
  url: string
  /** Null: all. */
  events: JsonText | null
  sealed: string
  outgoing: string | null
  outgoing_until: At | null
  disabled_at: At | null
  disabled_why: string | null
  failing_since: At | null
  created_by_kind: string
  created_by_id: string | null
  created_by_name: string
  created_at: At
}

export type DeliveryTable = {
  id: string
  organization_id: string
  webhook_id: string
  type: string
  token_id: string | null
  body: JsonText
  status: string
  due_at: At
  give_up_at: At
  tries: number
  last: JsonText | null
  claimed_by: string | null
  claimed_until: At | null
  created_at: At
  settled_at: At | null
}
