import { z } from 'zod'
import { RoleId } from './ids.ts'
import { isManagement, Permission, ScopePattern } from './permission.ts'
import { displayName, prose } from './text.ts'

/** Rights as a rule, plane by plane: everything, everything that reads, or a list that never grows by itself. */
export const RoleRule = z.strictObject({
  product: z.union([z.enum(['all', 'read']), z.array(Permission)]),
  management: z.union([z.enum(['all']), z.array(Permission)]),
})
export type RoleRule = z.infer<typeof RoleRule>

const ofProduct = ScopePattern.refine((text) => !isManagement(text), 'belongs under `management`')
const ofKeyward = ScopePattern.refine(isManagement, 'belongs under `product`')

/** The same as a caller writes it: lists may hold wildcards. */
export const RoleRuleInput = z.strictObject({
  product: z.union([z.enum(['all', 'read']), z.array(ofProduct).max(5000)]),
  management: z.union([z.enum(['all']), z.array(ofKeyward).max(1000)]),
})
export type RoleRuleInput = z.infer<typeof RoleRuleInput>

export const RoleName = displayName('give the role a name')

export const RoleDescription = prose('a description', 500)

/** A named set of permissions, as the catalogue spells it out today. */
export const Role = z.strictObject({
  id: RoleId,
  name: z.string(),
  description: z.string(),
  builtIn: z.boolean().describe('whether every organisation has it; such a role never changes'),
  rule: RoleRule,
  permissions: z.array(Permission),
  grantable: z.boolean().describe('whether the asking actor holds all of it, and may give it to a token'),
  assignable: z.boolean().describe('whether the asking actor may give it to a person'),
  use: z
    .strictObject({ members: z.int(), invitations: z.int(), tokens: z.int() })
    .nullable()
    .describe('how many members, open invitations and live tokens have it; told to who may read roles'),
  revision: z.int(),
})
export type Role = z.infer<typeof Role>

/** What a changed rule would do to those who have the role. */
export const RolePreview = z.strictObject({
  gained: z.array(Permission),
  lost: z.array(Permission),
  members: z
    .strictObject({ count: z.int(), names: z.array(z.string()).describe('the first ten, by name') })
    .describe('active members who have the role'),
  tokens: z
    .strictObject({
      count: z.int(),
      names: z.array(z.string()).describe('the first ten, by name'),
      callers: z.int().describe('distinct addresses that used them in the last 24 hours'),
      callsLastDay: z.int(),
    })
    .describe('live tokens that would lose something that they may do now'),
})
export type RolePreview = z.infer<typeof RolePreview>
