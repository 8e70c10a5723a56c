import { z } from 'zod'
import { Instant } from './ids.ts'
import { Permission } from './permission.ts'
import { Access, ActorName } from './token.ts'
import { RefusalCode } from './verdict.ts'

/** Calls within the hour or day (UTC) that begins at `at`: let through, and refused by code. */
export const UsageSlot = z.strictObject({
  at: Instant,
  allowed: z.int(),
  refused: z
    .record(z.string(), z.int())
    .describe('by code; `token_unknown` is a value of the token that was replaced and has stopped'),
})
export type UsageSlot = z.infer<typeof UsageSlot>

/** Somebody whom a token let through, by address and agent. */
export const UsageCaller = z.strictObject({
  address: z.string(),
  agent: z.string().nullable(),
  count: z.int(),
  lastAt: Instant,
  version: z.int().nullable().describe('the value that was last used, since two of them live; else null'),
})
export type UsageCaller = z.infer<typeof UsageCaller>

/** One refused call. */
export const UsageRefusal = z.strictObject({
  at: Instant,
  need: Permission.nullable(),
  code: RefusalCode,
  address: z.string().nullable(),
  requestId: z.string().nullable(),
})
export type UsageRefusal = z.infer<typeof UsageRefusal>

/** What one of two living values did since the other was made. */
export const VersionUsage = z.strictObject({
  version: z.int(),
  masked: z.string(),
  createdAt: Instant,
  stopsAt: Instant.nullable().describe('null: the current value'),
  calls: z.int(),
  lastUsedAt: Instant.nullable(),
})
export type VersionUsage = z.infer<typeof VersionUsage>

/** Whether the old of two values can be closed without anybody noticing. */
export const Closing = z.discriminatedUnion('safe', [
  z.strictObject({ safe: z.literal(true), quietSince: Instant }),
  z.strictObject({
    safe: z.literal(false),
    quietSince: Instant.describe('the last use of the old value, or when it was replaced'),
    why: z.enum(['still_used', 'new_unused']),
  }),
])
export type Closing = z.infer<typeof Closing>

/** What a token did, and what it was refused. Written every few seconds. */
export const TokenUsage = z.strictObject({
  hours: z.array(UsageSlot).describe('the last 24, the current one last'),
  days: z.array(UsageSlot).describe('the last 14, today last'),
  callers: z.array(UsageCaller).describe('the 20 latest, the latest first'),
  refusals: z.array(UsageRefusal).describe('the last 20, the latest first'),
  versions: z.array(VersionUsage).describe('the newest first; two during a grace period'),
  closing: Closing.nullable().describe('null unless two values live'),
  closeWhenQuietMs: z
    .int()
    .nullable()
    .describe('after how long without use the old value is closed by itself; null: at its time'),
})
export type TokenUsage = z.infer<typeof TokenUsage>

/** An organisation's tokens and traffic in numbers. */
export const UsageSummary = z.strictObject({
  live: z.int().describe('tokens that the asking actor may read and that are neither revoked nor expired'),
  expiringSoon: z.int().describe('of these, within the next 7 days'),
  neverUsed: z.int().describe('of these, not once'),
  refusedLately: z
    .int()
    .describe('tokens that the asking actor may read, live or not, that were refused in the last 24 hours'),
  hours: z.array(UsageSlot).describe('calls of all tokens, the last 24 hours, the current one last'),
  days: z.array(UsageSlot).describe('the last 14, today last'),
})
export type UsageSummary = z.infer<typeof UsageSummary>

/** A permission that a token may use now, and whether it did. */
export const PermissionUsage = z.strictObject({
  permission: Permission,
  used: z
    .strictObject({ count: z.int(), firstAt: Instant, lastAt: Instant })
    .nullable()
    .describe('null: never'),
})
export type PermissionUsage = z.infer<typeof PermissionUsage>

/** What a token may do, beside what it does. */
export const TokenPermissions = z.strictObject({
  granted: z.array(PermissionUsage),
  observedSince: Instant.describe('uses have been counted since then: nothing is unused for longer'),
  shrunk: z
    .strictObject({ at: Instant, by: ActorName, before: Access })
    .nullable()
    .describe('the shrink that can be undone; any other change of its access ends that'),
})
export type TokenPermissions = z.infer<typeof TokenPermissions>
