import { z } from 'zod'
import { ExternalId, RoleId } from './ids.ts'
import { displayName, optionalLine } from './text.ts'

/** An organisation of the host product, under the host's own id. */
export const PutOrganizationInput = z.strictObject({
  externalId: ExternalId,
  name: displayName('give a name'),
  contact: optionalLine.optional().describe('whom to ask for rights; omitted: as it is'),
})
export type PutOrganizationInput = z.input<typeof PutOrganizationInput>

/** One person's membership in an organisation of the host product. */
export const PutMemberInput = z.strictObject({
  organization: ExternalId,
  externalId: ExternalId,
  name: displayName('give a name'),
  email: z.email().max(254).nullish(),
  role: RoleId,
  active: z.boolean().default(true),
})
export type PutMemberInput = z.input<typeof PutMemberInput>
