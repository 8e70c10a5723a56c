import type { MemberId, RoleId, TokenId, WebhookId } from '@keyward/contract'

/** A token id out of an address, or undefined for a text that is none. */
export const tokenIdOf = (text: string): TokenId | undefined =>
  /^[0-9A-Za-z]{16}$/.test(text) ? (text as TokenId) : undefined

/** The same for the id of a member. */
export const memberIdOf = (text: string): MemberId | undefined =>
  /^mem_[0-9a-f]{32}$/.test(text) ? (text as MemberId) : undefined

/** The same for the id of a role. */
export const roleIdOf = (text: string): RoleId | undefined =>
  /^[a-z][a-z0-9_-]{0,63}$/.test(text) ? (text as RoleId) : undefined

/** The same for the id of a webhook. */
export const webhookIdOf = (text: string): WebhookId | undefined =>
  /^whk_[0-9a-f]{32}$/.test(text) ? (text as WebhookId) : undefined
