/** The console's addresses below an organisation's settings that name nothing made: menu entries and forms. */
export const SECTIONS = [
  'api-tokens',
  'api-tokens/new',
  'usage',
  'approvals',
  'members',
  'roles',
  'roles/new',
  'policy',
  'notifications',
  'webhooks',
  'inspector',
  'audit-log',
  'catalogue',
  'catalogue/import',
  'organization',
  'graphql',
] as const
