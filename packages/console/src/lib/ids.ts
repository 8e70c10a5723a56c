import type { TokenId } from '@keyward/contract'

/** A token id out of an address, or undefined for a text that is none. */
export const tokenIdOf = (text: string): TokenId | undefined =>
  /^[0-9A-Za-z]{16}$/.test(text) ? (text as TokenId) : undefined
