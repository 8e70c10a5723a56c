import { type Permission, permission, type RoleId } from '@keyward/contract'
import { EVERYTHING, type GivenRule, type Rule } from './rule.ts'

export type BuiltInRole = { id: RoleId; name: string; description: string; rule: GivenRule }

const organizationTokens = (action: string): Permission => permission('keyward', 'api-tokens', action)
const ownTokens = (action: string): Permission => permission('keyward', 'personal-tokens', action)

const role = (id: string, name: string, description: string, rule: Rule): BuiltInRole => ({
  id: id as RoleId,
  name,
  description,
  rule: { ...rule, catalogueRevision: 0 },
})

/** The roles that every organisation has, least-privileged first. */
export const BUILT_IN_ROLES: readonly BuiltInRole[] = [
  role('viewer', 'Viewer', 'Reads through every API and sees their own tokens; changes nothing.', {
    product: 'read',
    management: [ownTokens('read')],
  }),
  role(
    'developer',
    'Developer',
    'Reads and writes through every API, manages their own tokens, and sees the organisation’s.',
    {
      product: 'all',
      management: [
        organizationTokens('read'),
        ...['read', 'create', 'update', 'regenerate', 'revoke', 'delete'].map(ownTokens),
      ],
    },
  ),
  role('admin', 'Admin', 'Does everything, except make or unmake an Owner.', EVERYTHING),
  role('owner', 'Owner', 'Does everything, and alone makes other Owners.', EVERYTHING),
]

const byId = new Map(BUILT_IN_ROLES.map((each) => [each.id, each]))

/** The role of every organisation that has this id, if there is one. */
export const builtInRole = (id: RoleId): BuiltInRole | undefined => byId.get(id)

/** The role that people alone have, and that only those make who have it. */
export const OWNER_ROLE = 'owner' as RoleId
