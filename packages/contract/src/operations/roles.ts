import { z } from 'zod'
import { RoleId } from '../ids.ts'
import { permission } from '../permission.ts'
import { Role, RoleDescription, RoleName, RolePreview, RoleRuleInput } from '../role.ts'
import { Receipt } from '../token.ts'
import { operation } from './operation.ts'

const roles = (action: string) => permission('keyward', 'roles', action)
const one = z.strictObject({ roleId: RoleId })

export const CreateRoleInput = z.strictObject({
  name: RoleName,
  description: RoleDescription.default(''),
  rule: RoleRuleInput,
})

export const UpdateRoleInput = z.strictObject({
  name: RoleName.optional(),
  description: RoleDescription.optional(),
  rule: RoleRuleInput.optional(),
  revision: z
    .int()
    .optional()
    .describe('the revision that was looked at: refused if somebody changed the role since'),
})

export const roleOperations = {
  /** Lists the roles, least-privileged first, and says which of them the asking actor may give to a token or a person. */
  listRoles: operation({
    method: 'GET',
    path: '/v1/roles',
    tag: 'Roles',
    authority: [
      permission('keyward', 'api-tokens', 'read'),
      permission('keyward', 'personal-tokens', 'read'),
      roles('read'),
      permission('keyward', 'members', 'read'),
    ],
    output: z.strictObject({ roles: z.array(Role) }),
    errors: [],
  }),
  /** Fetches one role. */
  getRole: operation({
    method: 'GET',
    path: '/v1/roles/{roleId}',
    tag: 'Roles',
    authority: [roles('read')],
    params: one,
    output: Role,
    errors: ['role_not_found'],
  }),
  /** Creates a role of the organisation’s own. It never holds more than its maker does. */
  createRole: operation({
    method: 'POST',
    path: '/v1/roles',
    tag: 'Roles',
    authority: [roles('create')],
    body: CreateRoleInput,
    output: Role,
    success: 201,
    errors: ['role_name_taken', 'scope_unknown', 'scope_exceeds_rights', 'sign_in_stale'],
  }),
  /** Says what a changed rule would do: which members have the role, and which live tokens would lose something. */
  previewRole: operation({
    method: 'POST',
    path: '/v1/roles/{roleId}/preview',
    tag: 'Roles',
    authority: [roles('update')],
    params: one,
    body: z.strictObject({ rule: RoleRuleInput }),
    output: RolePreview,
    repeats: 'safely',
    errors: ['role_not_found', 'role_built_in', 'scope_unknown'],
  }),
  /** Changes a role, and with it everybody and every token that has it. What it narrows is in force everywhere when this returns. */
  updateRole: operation({
    method: 'PATCH',
    path: '/v1/roles/{roleId}',
    tag: 'Roles',
    authority: [roles('update')],
    params: one,
    body: UpdateRoleInput,
    output: z.strictObject({ role: Role, receipt: Receipt.nullable() }),
    errors: [
      'role_not_found',
      'role_built_in',
      'role_changed',
      'role_name_taken',
      'scope_unknown',
      'scope_exceeds_rights',
      'sign_in_stale',
    ],
  }),
  /** Deletes a role that no member, open invitation or live token has. */
  deleteRole: operation({
    method: 'DELETE',
    path: '/v1/roles/{roleId}',
    tag: 'Roles',
    authority: [roles('delete')],
    params: one,
    output: z.strictObject({ id: RoleId }),
    errors: ['role_not_found', 'role_built_in', 'role_in_use'],
  }),
} as const
