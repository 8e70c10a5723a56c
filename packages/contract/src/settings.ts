import { z } from 'zod'
import { Policy, PolicyInput } from './policy.ts'
import { displayName, optionalLine } from './text.ts'

/** A time zone by its IANA name, such as `Europe/Berlin`. */
export const TimeZone = z
  .string()
  .max(64)
  .regex(
    /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/,
    'expected an IANA time zone such as Europe/Berlin',
  )
  .refine(isTimeZone, 'no time zone is called so: expected an IANA name such as Europe/Berlin')

const notices = {
  personalTokens: z
    .enum(['each', 'daily', 'off'])
    .describe('whether admins are told of personal tokens one by one, in a daily digest, or not at all'),
  expiring: z
    .enum(['admins', 'creator', 'off'])
    .describe('who is warned before an organisation token expires; a creator who is gone: the admins'),
}

const ZONE_IS = 'in which mails and digests tell instants, beside UTC'

const fields = {
  contact: optionalLine.describe('whom to ask for rights that one lacks'),
  timeZone: TimeZone.describe(ZONE_IS),
  seatsPerMember: z
    .int()
    .min(0)
    .max(1000)
    .describe('how many live personal tokens each member may have; lowering it ends none'),
  notices: z.strictObject(notices).describe('who is told what by mail'),
  policy: PolicyInput.describe('what is allowed of new tokens, as a whole'),
}

/** Who is told what by mail, as stored. */
export const NoticeSettings = z.strictObject({
  personalTokens: notices.personalTokens.default('each'),
  expiring: notices.expiring.default('admins'),
})
export type NoticeSettings = z.infer<typeof NoticeSettings>

/**
 * What an organisation decides for itself, as stored: every field has a default, so that a new one needs no migration.
 * A zone is judged where it is set, and not again wherever a token is read with its organisation.
 */
export const OrganizationSettings = z.strictObject({
  contact: fields.contact.default(null),
  timeZone: z.string().default('UTC').describe(ZONE_IS),
  seatsPerMember: fields.seatsPerMember.default(10),
  notices: NoticeSettings.prefault({}),
  policy: Policy.prefault({}),
})
export type OrganizationSettings = z.infer<typeof OrganizationSettings>

/** An organisation's name and what it decides for itself. */
export const Settings = z.strictObject({ name: z.string(), ...OrganizationSettings.shape })
export type Settings = z.infer<typeof Settings>

export const UpdateSettingsInput = z
  .strictObject({ name: displayName('give the organisation a name'), ...fields })
  .partial()

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}
