import { z } from 'zod'
import { TokenId } from '../ids.ts'
import { pageLimit } from '../lists.ts'
import { permission } from '../permission.ts'
import { Receipt, Token } from '../token.ts'
import { TokenPermissions, TokenUsage, UsageSummary } from '../usage.ts'
import { AuditPage } from './audit.ts'
import { operation } from './operation.ts'
import { Reach } from './tokens.ts'

const organization = (action: string) => permission('keyward', 'api-tokens', action)
const personal = (action: string) => permission('keyward', 'personal-tokens', action)
const readers = [
  organization('read'),
  personal('read'),
  permission('keyward', 'member-tokens', 'read'),
] as const
const editors = [organization('update'), personal('update')] as const

const one = z.strictObject({ tokenId: TokenId })

export const usageOperations = {
  /** Says in numbers how many tokens there are and what they do, over the whole organisation. */
  getUsageSummary: operation({
    method: 'GET',
    path: '/v1/usage',
    tag: 'Usage',
    authority: [organization('read')],
    query: z.strictObject({
      reach: Reach.optional().describe('whose tokens are counted; calls are those of all'),
    }),
    output: UsageSummary,
    errors: [],
  }),
  /** Says what a token did and what it was refused: by hour, day, caller and value. */
  getTokenUsage: operation({
    method: 'GET',
    path: '/v1/tokens/{tokenId}/usage',
    tag: 'Usage',
    authority: readers,
    params: one,
    output: TokenUsage,
    errors: ['token_not_found'],
  }),
  /** Lists what a token changed in Keyward itself, the newest first, a page at a time. */
  getTokenActivity: operation({
    method: 'GET',
    path: '/v1/tokens/{tokenId}/activity',
    tag: 'Usage',
    authority: readers,
    params: one,
    query: z.strictObject({
      limit: pageLimit,
      cursor: z.string().max(1000).optional().describe('`nextCursor` of the page before'),
    }),
    output: AuditPage,
    errors: ['token_not_found', 'cursor_invalid'],
  }),
  /** Says which of its permissions a token has used, how often and when last, and which never. */
  getTokenPermissions: operation({
    method: 'GET',
    path: '/v1/tokens/{tokenId}/permissions',
    tag: 'Usage',
    authority: readers,
    params: one,
    output: TokenPermissions,
    errors: ['token_not_found'],
  }),
  /** Takes away every permission that a token has never used. In force everywhere when this returns; it can be undone. */
  shrinkToken: operation({
    method: 'POST',
    path: '/v1/tokens/{tokenId}/shrink',
    tag: 'Usage',
    authority: editors,
    params: one,
    body: z.strictObject({
      allowEmpty: z
        .boolean()
        .default(false)
        .describe('whether a token that has used nothing may lose everything'),
    }),
    output: z.strictObject({ token: Token, receipt: Receipt }),
    errors: ['token_not_found', 'move_not_allowed', 'nothing_used', 'nothing_unused'],
  }),
  /** Undoes a shrink: the token may do again what it could do before, if the asking actor could grant that today. */
  undoShrink: operation({
    method: 'POST',
    path: '/v1/tokens/{tokenId}/undo-shrink',
    tag: 'Usage',
    authority: editors,
    params: one,
    output: z.strictObject({ token: Token }),
    errors: [
      'token_not_found',
      'move_not_allowed',
      'nothing_to_undo',
      'scope_exceeds_rights',
      'scope_unknown',
      'role_unknown',
      'policy_violated',
    ],
  }),
} as const
