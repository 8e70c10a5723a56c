import { z } from 'zod'
import { Instant, InstantInput } from './ids.ts'

/** At most `limit` calls in each window. Windows begin at whole multiples of their length: a day's at midnight UTC. */
export const RateLimit = z.strictObject({
  limit: z.int().min(1).max(1_000_000_000).describe('calls in one window'),
  windowSeconds: z.int().min(1).max(86_400).describe('1 second to 1 day'),
})
export type RateLimit = z.infer<typeof RateLimit>

/** Under which circumstances a token works, beside what it may do. Null: that condition is not set. */
export const Conditions = z.strictObject({
  notBefore: Instant.nullable().describe('refused before this instant'),
  addresses: z.array(z.string()).nullable().describe('only from these addresses and networks'),
  rateLimit: RateLimit.nullable(),
  usageCap: z.int().nullable().describe('calls that are allowed in all, from when the cap was set'),
})
export type Conditions = z.infer<typeof Conditions>

/** The same as a caller sets them: null takes a condition away, one that is omitted stays as it is. */
export const ConditionsInput = z.strictObject({
  notBefore: InstantInput.nullish().describe('must lie before the expiry'),
  addresses: z
    .array(z.string().trim().min(1, 'expected an address or a network').max(100))
    .min(1, 'name at least one address, or give null for any')
    .max(100, 'at most 100 addresses and networks')
    .nullish()
    .describe('IPv4 and IPv6 addresses (203.0.113.7) and networks (2001:db8::/32)'),
  rateLimit: RateLimit.nullish(),
  usageCap: z.int().min(1).max(1_000_000_000_000).nullish(),
})
export type ConditionsInput = z.infer<typeof ConditionsInput>
