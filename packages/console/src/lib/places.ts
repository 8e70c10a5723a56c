import type { MemberId, RoleId, TokenId, WebhookId } from '@keyward/contract'
import type { InspectorSearch } from './inspector/inspector-question.ts'
import type { SectionName } from './sections.ts'
import type { TokenListSearch } from './token/token-list-search.ts'

/** Where a person can go, mostly inside an organisation. Whoever shows the screens says what address each place has. */
export type Place =
  | { at: 'tokens'; search?: TokenListSearch | undefined }
  | { at: 'generate'; mine?: boolean }
  | { at: 'token'; tokenId: TokenId }
  | { at: 'edit'; tokenId: TokenId }
  | { at: 'section'; name: SectionName }
  | { at: 'inspector'; search: InspectorSearch }
  | { at: 'member'; memberId: MemberId }
  | { at: 'webhook'; webhookId: WebhookId }
  | { at: 'import'; api?: string }
  | { at: 'new-role' }
  | { at: 'role'; roleId: RoleId }
  | { at: 'edit-role'; roleId: RoleId }
  | { at: 'profile' }
  | { at: 'sign-in' }
  | { at: 'forgot' }

/** The list's tab for one's own tokens, or for the organisation's. */
export const listPlace = (mine: boolean): Place => ({ at: 'tokens', search: mine ? { tab: 'mine' } : {} })
