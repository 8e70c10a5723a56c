import type { roleOperations } from '../../operations/roles.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_ROLE } from '../samples.ts'

const roleId = SAMPLE_ROLE.id

export const ROLE_DOCS: Readonly<Record<keyof typeof roleOperations, OperationDocs>> = {
  listRoles: {
    summary:
      'Lists the roles, least-privileged first, and says which of them the asking actor may give to a token or a person.',
    example: { input: {}, output: { roles: [SAMPLE_ROLE] } },
  },
  getRole: { summary: 'Fetches one role.', example: { input: { roleId }, output: SAMPLE_ROLE } },
  createRole: {
    summary: 'Creates a role of the organisation’s own.',
    description: 'It never holds more than its maker does.',
    example: {
      input: {
        name: 'Publisher',
        description: 'Reads everything and publishes notes.',
        rule: { product: ['notes/notes:*'], management: ['keyward/personal-tokens:read'] },
      },
      output: { ...SAMPLE_ROLE, use: { members: 0, invitations: 0, tokens: 0 } },
    },
  },
  previewRole: {
    summary:
      'Says what a changed rule would do: which members have the role, and which live tokens would lose something.',
    example: {
      input: { roleId, rule: { product: 'read', management: ['keyward/personal-tokens:read'] } },
      output: {
        gained: [],
        lost: ['notes/notes:create'],
        members: { count: 3, names: ['Ada Berg', 'Bo Lind', 'Cy Ode'] },
        tokens: { count: 2, names: ['CI pipeline', 'Release bot'], callers: 2, callsLastDay: 318 },
      },
    },
  },
  updateRole: {
    summary: 'Changes a role, and with it everybody and every token that has it.',
    description: 'What it narrows is in force everywhere when this returns.',
    example: {
      input: { roleId, description: 'Publishes notes.', revision: 1 },
      output: { role: { ...SAMPLE_ROLE, description: 'Publishes notes.', revision: 2 }, receipt: null },
    },
  },
  deleteRole: {
    summary: 'Deletes a role that no member, open invitation or live token has.',
    example: { input: { roleId }, output: { id: roleId } },
  },
}
