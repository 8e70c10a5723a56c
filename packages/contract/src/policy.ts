import { z } from 'zod'
import { AccessKind } from './token.ts'

const fields = {
  longestDays: z
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .describe('how many days a token lives at most, from its current secret; null: no bound'),
  expiryRequired: z.boolean().describe('whether every token must expire'),
  accessKinds: z.array(AccessKind).min(1, 'allow at least one').describe('the accesses that may be chosen'),
  addressesRequired: z.boolean().describe('whether every token must be bound to addresses'),
  secondFactorRequired: z
    .boolean()
    .describe('whether people need a second factor at sign-in to generate, regenerate or re-approve'),
  revokeAtSignOut: z
    .boolean()
    .default(false)
    .describe('whether every personal token is revoked when its owner signs out, marked or not'),
  approval: z
    .enum(['none', 'organization', 'all'])
    .describe('which new tokens wait until somebody else approves them'),
}

/** What an organisation allows of new tokens. Those that live follow only when told to. */
export const PolicyInput = z.strictObject(fields)

/** The same as stored: every field has a default, so that a new one needs no migration. */
export const Policy = z.strictObject({
  longestDays: fields.longestDays.default(null),
  expiryRequired: fields.expiryRequired.default(false),
  accessKinds: fields.accessKinds.default([...AccessKind.options]),
  addressesRequired: fields.addressesRequired.default(false),
  secondFactorRequired: fields.secondFactorRequired.default(false),
  revokeAtSignOut: fields.revokeAtSignOut,
  approval: fields.approval.default('none'),
})
export type Policy = z.infer<typeof Policy>

/** A rule of the policy that a token can break. */
export const PolicyRule = z.enum([
  'longest_lifetime',
  'expiry_required',
  'access_kind',
  'addresses_required',
  'second_factor',
])
export type PolicyRule = z.infer<typeof PolicyRule>

/** What a policy would touch: the live tokens that break it, and what applying it would do to them. */
export const PolicyPreview = z.strictObject({
  tokens: z.int().describe('live tokens that break it'),
  shortened: z.int().describe('of them, those that would expire earlier'),
  revoked: z.int().describe('of them, those that would be revoked'),
  byRule: z.array(z.strictObject({ rule: PolicyRule, tokens: z.int() })),
  callsLastDay: z.int().describe('calls of the last 24 hours made with those that would be revoked'),
  names: z.array(z.string()).describe('the first ten, by name'),
})
export type PolicyPreview = z.infer<typeof PolicyPreview>
