import type { Permission, RefusalCode, TokenId } from '@keyward/contract'

/** When, from where and by what a token was last let through. */
export type TokenUse = { lastUsedAt: number; address: string | null; agent: string | null }

/** One refused call, kept for whoever asks why. */
export type RefusalEntry = {
  at: number
  need: Permission | null
  code: RefusalCode
  address: string | null
  requestId: string | null
}

/** One judged call of a known token. */
export type UsageEvent = {
  tokenId: TokenId
  at: number
  outcome: 'allowed' | RefusalCode
  need: Permission | null
  address: string | null
  agent: string | null
  requestId: string | null
  /** Which value of the token it came with, while two of them live; else null. */
  version: number | null
}

/** What was gathered about one token since the last flush. */
export type UsageSlice = {
  tokenId: TokenId
  use: TokenUse | null
  /** Calls by hour (epoch milliseconds of its start) and outcome. */
  hours: readonly { hour: number; outcome: 'allowed' | RefusalCode; count: number }[]
  permissions: readonly { permission: Permission; count: number; lastAt: number }[]
  callers: readonly {
    address: string
    agent: string | null
    count: number
    lastAt: number
    version: number | null
  }[]
  /** Allowed calls by value of the token, while two of them live. */
  versions: readonly { version: number; hour: number; count: number; lastAt: number }[]
  refusals: readonly RefusalEntry[]
}
