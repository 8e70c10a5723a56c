import { z } from 'zod'
import { ConditionsInput } from '../conditions.ts'
import { BatchId, MemberId, RoleId, TokenId } from '../ids.ts'
import { many, pageLimit } from '../lists.ts'
import { OnceHeaders } from '../once.ts'
import { permission } from '../permission.ts'
import {
  AccessInput,
  AccessKind,
  Duration,
  ListedToken,
  MintAnswer,
  OwnerKind,
  Receipt,
  RevokeReasonInput,
  ShownStatus,
  Token,
  TokenDescription,
  TokenName,
} from '../token.ts'
import { operation } from './operation.ts'

const organization = (action: string) => permission('keyward', 'api-tokens', action)
const personal = (action: string) => permission('keyward', 'personal-tokens', action)
const member = (action: string) => permission('keyward', 'member-tokens', action)

const one = z.strictObject({ tokenId: TokenId })

/** Whose tokens: the organisation's, one's own, or other members'. */
export const Reach = z.enum(['organization', 'mine', 'members'])
export type Reach = z.infer<typeof Reach>

/** What is worth a look: a live token that expires within 7 days, a live one never used, any that was refused in the last 24 hours. */
export const TokenMark = z.enum(['expiring_soon', 'never_used', 'refused_lately'])
export type TokenMark = z.infer<typeof TokenMark>

const filterFields = {
  reach: Reach.optional().describe(
    'the organisation’s, your own, or other members’; all that you may see if omitted',
  ),
  status: many(ShownStatus).optional().describe('one or several; all if omitted'),
  access: many(AccessKind).optional().describe('one or several kinds; all if omitted'),
  role: RoleId.optional().describe('only what carries this role as its access'),
  member: MemberId.optional().describe('only what this member owns or generated in person'),
  mark: TokenMark.optional().describe(
    'only live tokens that expire within 7 days or were never used, or any that was refused in the last 24 hours',
  ),
  search: z.string().max(200).optional().describe('the start of an id, or of a word of the name'),
}

/** Which tokens a list or a bulk change is about. Omitted fields do not narrow. */
export const TokenFilter = z.strictObject(filterFields)
export type TokenFilter = z.infer<typeof TokenFilter>
export type TokenFilterInput = z.input<typeof TokenFilter>

export const TokenSort = z.enum([
  'name',
  '-name',
  'createdAt',
  '-createdAt',
  'expiresAt',
  '-expiresAt',
  'lastUsedAt',
  '-lastUsedAt',
])
export type TokenSort = z.infer<typeof TokenSort>

/** Room for 100,000 ids. */
const SELECTION_BYTES = 4 * 1024 * 1024

/** Tokens by id, or every token that matches a filter. */
export const Selection = z.union(
  [z.strictObject({ ids: z.array(TokenId).min(1).max(100_000) }), z.strictObject({ filter: TokenFilter })],
  'expected {"ids": […]} or {"filter": {…}}',
)
export type Selection = z.infer<typeof Selection>

/** Why a token is asked for, told to whoever approves. */
const Justification = z.string().trim().min(1, 'say what it is for').max(1000)

export const GenerateTokenInput = z.strictObject({
  name: TokenName,
  description: TokenDescription.default(''),
  owner: OwnerKind.optional().describe(
    '`user`: acts as you; `organization`: survives people leaving. Omitted: whatever the caller is',
  ),
  access: AccessInput.default({ kind: 'read_only' }),
  duration: Duration.optional().describe('30 days unless said, or the longest that the policy allows'),
  justification: Justification.optional().describe('what it is for, where somebody must approve it'),
  revokeAtSignOut: z
    .boolean()
    .default(false)
    .describe(
      'personal tokens only: revoked when its owner signs out, as opposed to a session that runs out',
    ),
  conditions: ConditionsInput.optional(),
})

export const UpdateTokenInput = z.strictObject({
  name: TokenName.optional(),
  description: TokenDescription.optional(),
  access: AccessInput.optional(),
  duration: Duration.optional().describe('counted from now'),
  revokeAtSignOut: z.boolean().optional().describe('personal tokens only'),
  conditions: ConditionsInput.optional(),
})

/** How long the old value lives on: at most 7 days. */
export const GraceMs = z
  .int()
  .min(0)
  .max(7 * 24 * 3600 * 1000, 'expected at most 604800000, which is 7 days')

/** How long a value must be unused to be called quiet: a minute to 7 days. */
export const QuietMs = z
  .int()
  .min(60_000)
  .max(7 * 24 * 3600 * 1000)

/** How many live personal tokens somebody has, and how many they may have. */
export const Seats = z.strictObject({ used: z.int(), limit: z.int() })
export type Seats = z.infer<typeof Seats>

const Skipped = z.strictObject({ id: TokenId, code: z.string() })

/** What a revocation would hit: how much traffic of the last 24 hours would have failed. */
export const RevocationPreview = z.strictObject({
  tokens: z.int(),
  owners: z.int().describe('members and organisations whose tokens these are'),
  callers: z.int().describe('distinct addresses seen in the last 24 hours'),
  callsLastDay: z.int(),
  names: z.array(z.string()).describe('the first ten, by name'),
  batchId: BatchId.describe('to revoke them under: a call that was cut off can then be sent again'),
})
export type RevocationPreview = z.infer<typeof RevocationPreview>

export const tokenOperations = {
  /** Lists tokens, a page at a time: filtered, sorted, live ones first unless sorted otherwise. */
  listTokens: operation({
    method: 'GET',
    path: '/v1/tokens',
    tag: 'Tokens',
    authority: [organization('read'), personal('read'), member('read')],
    query: z.strictObject({
      ...filterFields,
      sort: TokenSort.optional().describe('`-` in front turns it round; live ones first if omitted'),
      limit: pageLimit,
      cursor: z.string().max(1000).optional().describe('`nextCursor` of the page before'),
    }),
    output: z.strictObject({
      tokens: z.array(ListedToken),
      total: z.int(),
      nextCursor: z.string().nullable(),
      seats: Seats.nullable().describe('your own, told with `reach=mine`; null otherwise'),
    }),
    errors: ['cursor_invalid'],
  }),
  /** Generates a token. Its plaintext is in this answer and nowhere else, ever. */
  generateToken: operation({
    method: 'POST',
    path: '/v1/tokens',
    tag: 'Tokens',
    authority: [organization('create'), personal('create')],
    headers: OnceHeaders,
    body: GenerateTokenInput,
    output: MintAnswer,
    success: 201,
    errors: [
      'seats_taken',
      'scope_unknown',
      'scope_exceeds_rights',
      'role_unknown',
      'duration_invalid',
      'policy_violated',
      'sign_in_stale',
      'idempotency_key_reused',
    ],
  }),
  /** Fetches one token. */
  getToken: operation({
    method: 'GET',
    path: '/v1/tokens/{tokenId}',
    tag: 'Tokens',
    authority: [organization('read'), personal('read'), member('read')],
    params: one,
    output: Token,
    errors: ['token_not_found'],
  }),
  /** Changes name, description, access, duration, conditions or what signing out does to it. What it narrows is in force everywhere when this returns. */
  updateToken: operation({
    method: 'PATCH',
    path: '/v1/tokens/{tokenId}',
    tag: 'Tokens',
    authority: [organization('update'), personal('update')],
    params: one,
    body: UpdateTokenInput,
    output: z.strictObject({ token: Token, receipt: Receipt.nullable() }),
    errors: [
      'token_not_found',
      'move_not_allowed',
      'scope_unknown',
      'scope_exceeds_rights',
      'role_unknown',
      'duration_invalid',
      'policy_violated',
    ],
  }),
  /** Replaces the secret. The old value stops when this returns, or after the grace period. */
  regenerateToken: operation({
    method: 'POST',
    path: '/v1/tokens/{tokenId}/regenerate',
    tag: 'Tokens',
    authority: [organization('regenerate'), personal('regenerate')],
    params: one,
    headers: OnceHeaders,
    body: z.strictObject({
      graceMs: GraceMs.default(0).describe('how long the old value lives on, in milliseconds'),
      closeWhenQuietMs: QuietMs.optional().describe(
        'closes the old value sooner, once the new one is used and the old one was not for so long',
      ),
      duration: Duration.optional().describe('omitted: the expiry stays as it is'),
    }),
    output: MintAnswer,
    errors: [
      'token_not_found',
      'move_not_allowed',
      'value_replaced',
      'duration_invalid',
      'scope_exceeds_rights',
      'policy_violated',
      'sign_in_stale',
      'idempotency_key_reused',
    ],
  }),
  /** Closes the old value of a token that was regenerated with a grace period. When this returns, it is refused everywhere. */
  closeOldValue: operation({
    method: 'POST',
    path: '/v1/tokens/{tokenId}/close-old-value',
    tag: 'Tokens',
    authority: [organization('regenerate'), personal('regenerate')],
    params: one,
    output: z.strictObject({ token: Token, receipt: Receipt }),
    errors: ['token_not_found', 'move_not_allowed'],
  }),
  /** Revokes a token. When this returns, it is refused everywhere. */
  revokeToken: operation({
    method: 'POST',
    path: '/v1/tokens/{tokenId}/revoke',
    tag: 'Tokens',
    authority: [organization('revoke'), personal('revoke'), member('revoke')],
    params: one,
    body: z.strictObject({
      reason: RevokeReasonInput.default('not_needed').describe(
        '`compromised` is final: it cannot be re-approved',
      ),
    }),
    output: z.strictObject({ token: Token, receipt: Receipt }),
    errors: ['token_not_found', 'move_not_allowed'],
  }),
  /** Re-approves a revoked token that has not expired and was not compromised. */
  reinstateToken: operation({
    method: 'POST',
    path: '/v1/tokens/{tokenId}/reinstate',
    tag: 'Tokens',
    authority: [organization('create'), personal('create')],
    params: one,
    output: z.strictObject({ token: Token }),
    errors: [
      'seats_taken',
      'token_not_found',
      'move_not_allowed',
      'scope_exceeds_rights',
      'policy_violated',
      'sign_in_stale',
    ],
  }),
  /** Approves a token that waits: somebody else’s request, for nothing that the approver does not hold. */
  approveToken: operation({
    method: 'POST',
    path: '/v1/tokens/{tokenId}/approve',
    tag: 'Tokens',
    authority: [organization('approve')],
    params: one,
    output: z.strictObject({ token: Token }),
    errors: ['token_not_found', 'move_not_allowed', 'approval_own', 'scope_exceeds_rights', 'sign_in_stale'],
  }),
  /** Denies a token that waits. That is final: it is asked for anew. */
  denyToken: operation({
    method: 'POST',
    path: '/v1/tokens/{tokenId}/deny',
    tag: 'Tokens',
    authority: [organization('approve')],
    params: one,
    output: z.strictObject({ token: Token }),
    errors: ['token_not_found', 'move_not_allowed'],
  }),
  /** Deletes a token for good and leaves a tombstone. A live one is revoked first if `revoke=true`. */
  deleteToken: operation({
    method: 'DELETE',
    path: '/v1/tokens/{tokenId}',
    tag: 'Tokens',
    authority: [organization('delete'), personal('delete'), member('delete')],
    params: one,
    query: z.strictObject({
      revoke: z
        .union([z.boolean(), z.stringbool()])
        .default(false)
        .describe('revokes it first if it is live'),
    }),
    output: z.strictObject({ id: TokenId, receipt: Receipt.nullable() }),
    errors: ['token_not_found', 'move_not_allowed'],
  }),
  /** Says what revoking a selection would hit, before it is done. */
  previewRevocation: operation({
    method: 'POST',
    path: '/v1/tokens/preview-revocation',
    tag: 'Tokens',
    authority: [organization('revoke'), personal('revoke'), member('revoke')],
    body: z.strictObject({ selection: Selection }),
    bodyBytes: SELECTION_BYTES,
    output: RevocationPreview,
    repeats: 'safely',
    errors: [],
  }),
  /** Revokes every live token of a selection, if it still counts as many as expected. When this returns, all are refused everywhere. */
  revokeTokens: operation({
    method: 'POST',
    path: '/v1/tokens/revoke',
    tag: 'Tokens',
    authority: [organization('revoke'), personal('revoke'), member('revoke')],
    body: z.strictObject({
      selection: Selection,
      expected: z.int().min(1).describe('the number of tokens that the preview told'),
      reason: RevokeReasonInput.default('not_needed'),
      batchId: BatchId.optional().describe(
        '`batchId` of the preview: what was revoked under it before counts as done, so that a call that was cut off goes on',
      ),
    }),
    bodyBytes: SELECTION_BYTES,
    output: z.strictObject({
      batchId: BatchId,
      revoked: z.array(TokenId),
      skipped: z.array(Skipped),
      receipt: Receipt,
    }),
    errors: ['selection_changed'],
  }),
  /** Undoes a bulk revocation: re-approves every token of it that can be. */
  reinstateTokens: operation({
    method: 'POST',
    path: '/v1/tokens/reinstate',
    tag: 'Tokens',
    authority: [organization('create'), personal('create')],
    body: z.strictObject({ batchId: BatchId }),
    output: z.strictObject({ reinstated: z.array(TokenId), skipped: z.array(Skipped) }),
    errors: ['batch_not_found', 'sign_in_stale'],
  }),
} as const
