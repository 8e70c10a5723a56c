import { type Permission, permission, type RoleId } from '@keyward/contract'
import { EVERYTHING, type Rule } from './rule.ts'

export type BuiltInRole = { id: RoleId; name: string; description: string; rule: Rule }

const organizationTokens = (action: string): Permission => permission('keyward', 'api-tokens', action)
const ownTokens = (action: string): Permission => permission('keyward', 'personal-tokens', action)

const role = (id: string, name: string, description: string, rule: Rule): BuiltInRole => ({
  id: id as RoleId,
  name,
  description,
  rule,
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

const byId = new Map(BUILT_IN_ROLES.map((each) => [each.id, each.rule]))

/** What a role allows; undefined for a role that does not exist. */
export const roleRule = (id: RoleId): Rule | undefined => byId.get(id)
