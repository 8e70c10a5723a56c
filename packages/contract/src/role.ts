import { z } from 'zod'
import { RoleId } from './ids.ts'
import { Permission } from './permission.ts'

/** A named set of permissions, as the catalogue spells it out today. */
export const Role = z.strictObject({
  id: RoleId,
  name: z.string(),
  description: z.string(),
  permissions: z.array(Permission),
  grantable: z.boolean().describe('whether the asking actor holds all of it, and may give it to a token'),
})
export type Role = z.infer<typeof Role>
