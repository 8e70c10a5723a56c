import type { TokenId } from '@keyward/contract'
import type { RefusalEntry, UsageSlice } from '../src/ports.ts'
import { NOW } from './stores.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** One allowed call of a token, with whatever the test makes of it. */
export const usageOf = (id: TokenId, changes: Partial<UsageSlice> = {}): UsageSlice => ({
  tokenId: id,
  use: { lastUsedAt: NOW, address: '192.0.2.1', agent: 'curl' },
  hours: [{ hour: NOW, outcome: 'allowed', count: 1 }],
  permissions: [],
  callers: [{ address: '192.0.2.1', agent: null, count: 1, lastAt: NOW, version: null }],
  versions: [],
  refusals: [],
  ...changes,
})

export const refusal = (n: number): RefusalEntry => ({
  at: NOW + n,
  need: null,
  code: 'token_expired',
  address: null,
  requestId: `r${n}`,
})
