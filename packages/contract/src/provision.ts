import { z } from 'zod'
import { ExternalId, RoleId } from './ids.ts'

const displayName = z.string().trim().min(1).max(200)

/** An organisation of the host product, under the host's own id. */
export const PutOrganizationInput = z.strictObject({
  externalId: ExternalId,
  name: displayName,
  contact: z.string().trim().max(200).nullish().describe('whom to ask for rights'),
})
export type PutOrganizationInput = z.input<typeof PutOrganizationInput>

/** One person's membership in an organisation of the host product. */
export const PutMemberInput = z.strictObject({
  organization: ExternalId,
  externalId: ExternalId,
  name: displayName,
  email: z.email().max(254).nullish(),
  role: RoleId,
  active: z.boolean().default(true),
})
export type PutMemberInput = z.input<typeof PutMemberInput>
