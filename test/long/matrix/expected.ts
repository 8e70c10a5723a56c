// Who may do what, written down a second time and by hand, from what the documentation promises: the matrix holds the
// server to this, and this to nothing in the server.
import type { OperationName } from '@keyward/contract'

const each = (resource: string, actions: string) =>
  actions.split(' ').map((action) => `keyward/${resource}:${action}`)

const HOME_ONLY = [
  'keyward/catalogue:import',
  ...each('organizations', 'read create update'),
  ...each('installation', 'read update'),
]
export const MANAGEMENT = [
  ...each('api-tokens', 'read create update regenerate revoke delete approve'),
  ...each('personal-tokens', 'read create update regenerate revoke delete'),
  ...each('member-tokens', 'read revoke delete'),
  'keyward/tokens:verify',
  ...each('members', 'read invite update deactivate remove'),
  ...each('roles', 'read create update delete'),
  ...each('audit-log', 'read export'),
  ...each('settings', 'read update'),
  ...each('webhooks', 'read update'),
  ...HOME_ONLY,
]
export const PRODUCT_READ = ['notes/notes:find']
export const PRODUCT = [...PRODUCT_READ, 'notes/notes:create']

/** What each role holds in the home organisation. `auditor` is one of the organisation's own. */
export const HOLDS = {
  owner: [...PRODUCT, ...MANAGEMENT],
  admin: [...PRODUCT, ...MANAGEMENT],
  developer: [
    ...PRODUCT,
    'keyward/api-tokens:read',
    ...each('personal-tokens', 'read create update regenerate revoke delete'),
  ],
  viewer: [...PRODUCT_READ, 'keyward/personal-tokens:read'],
  auditor: [
    ...PRODUCT_READ,
    'keyward/personal-tokens:read',
    ...each('member-tokens', 'read revoke delete'),
    ...each('audit-log', 'read export'),
    'keyward/members:read',
  ],
} as const satisfies Record<string, readonly string[]>
export type RoleName = keyof typeof HOLDS

/** What an owner holds in an organisation that is not the home one. */
export const HOLDS_ELSEWHERE = HOLDS.owner.filter((each) => !HOME_ONLY.includes(each))

export type TokenAct = 'read' | 'update' | 'regenerate' | 'revoke' | 'create' | 'delete' | 'approve'

/** An operation on one token: which act it is, in which state the token must be, whether one must hold what it carries. */
export type TokenOperation = {
  act: TokenAct
  state: 'active' | 'revoked' | 'pending'
  covers: boolean
  body?: object
}
export const ON_ONE_TOKEN: Partial<Record<OperationName, TokenOperation>> = {
  getToken: { act: 'read', state: 'active', covers: false },
  updateToken: { act: 'update', state: 'active', covers: false, body: { description: 'changed' } },
  regenerateToken: { act: 'regenerate', state: 'active', covers: true, body: {} },
  revokeToken: { act: 'revoke', state: 'active', covers: false, body: {} },
  reinstateToken: { act: 'create', state: 'revoked', covers: true },
  deleteToken: { act: 'delete', state: 'revoked', covers: false },
  approveToken: { act: 'approve', state: 'pending', covers: true },
  denyToken: { act: 'approve', state: 'pending', covers: false },
  getTokenUsage: { act: 'read', state: 'active', covers: false },
  getTokenActivity: { act: 'read', state: 'active', covers: false },
  getTokenPermissions: { act: 'read', state: 'active', covers: false },
  closeOldValue: { act: 'regenerate', state: 'active', covers: false },
  shrinkToken: { act: 'update', state: 'active', covers: false, body: {} },
  undoShrink: { act: 'update', state: 'active', covers: false, body: {} },
}

export type Relation = 'own' | 'organization' | 'member' | 'elsewhere'

/** Which right an act on a token of one relation takes; undefined: nobody has it. `person`: whether a person acts. */
export function rightFor(act: TokenAct, relation: Relation, person: boolean): string | undefined {
  if (relation === 'elsewhere') return undefined
  if (act === 'approve' || relation === 'organization') return `keyward/api-tokens:${act}`
  if (relation === 'own' && person) return `keyward/personal-tokens:${act}`
  return ['read', 'revoke', 'delete'].includes(act) ? `keyward/member-tokens:${act}` : undefined
}

/** Every other operation that takes a right: any one of these lets it through. */
export type PlainOperation = { rights: readonly string[]; params?: Record<string, string>; body?: object }
const ids = {
  roleId: 'viewer',
  memberId: `mem_${'0'.repeat(32)}`,
  invitationId: `inv_${'0'.repeat(32)}`,
  noticeId: `ntc_${'0'.repeat(32)}`,
  organizationId: `org_${'0'.repeat(32)}`,
  webhookId: `whk_${'0'.repeat(32)}`,
  deliveryId: `dlv_${'0'.repeat(32)}`,
  importId: `imp_${'0'.repeat(32)}`,
  externalId: 'nobody',
  memberExternalId: 'nobody',
  slug: 'nothing',
  revision: '1',
}
const takes = (right: string, body?: object): PlainOperation => ({
  rights: right.split(' ').map((each) => `keyward/${each}`),
  params: ids,
  ...(body && { body }),
})
const ANY_READ = 'api-tokens:read personal-tokens:read'
export const PLAIN: Partial<Record<OperationName, PlainOperation>> = {
  getCatalogue: takes(`${ANY_READ} member-tokens:read roles:read`),
  explainVerdict: takes(`${ANY_READ} member-tokens:read`, { token: 'no token' }),
  listRoles: takes(`${ANY_READ} roles:read members:read`),
  getRole: takes('roles:read'),
  createRole: takes('roles:create', { name: '' }),
  previewRole: takes('roles:update', {}),
  updateRole: takes('roles:update', {}),
  deleteRole: takes('roles:delete'),
  getSettings: takes('settings:read'),
  updateSettings: takes('settings:update', { timeZone: 'UTC' }),
  previewPolicy: takes('settings:update', {}),
  applyPolicy: takes('settings:update', { expected: 999_999 }),
  getUsageSummary: takes('api-tokens:read'),
  listMembers: takes('members:read'),
  getMember: takes('members:read'),
  updateMember: takes('members:update', {}),
  deactivateMember: takes('members:deactivate'),
  reactivateMember: takes('members:deactivate'),
  removeMember: takes('members:remove'),
  listInvitations: takes('members:read members:invite'),
  inviteMember: takes('members:invite', {}),
  resendInvitation: takes('members:invite'),
  cancelInvitation: takes('members:invite'),
  listOrganizations: takes('organizations:read'),
  getOrganization: takes('organizations:read'),
  createOrganization: takes('organizations:create', { name: '' }),
  updateOrganization: takes('organizations:update', {}),
  putOrganization: takes('organizations:create organizations:update', { name: 'Provisioned' }),
  putMember: takes('organizations:update', {}),
  removeProvisionedMember: takes('organizations:update'),
  signOutProvisionedMember: takes('organizations:update'),
  getApiUse: takes('catalogue:import'),
  previewImport: takes('catalogue:import', {}),
  applyImport: takes('catalogue:import', {}),
  previewApiRemoval: takes('catalogue:import', {}),
  removeApi: takes('catalogue:import', {}),
  listCatalogueRevisions: takes('catalogue:import'),
  getCatalogueRevision: takes('catalogue:import'),
  listWebhooks: takes('webhooks:read'),
  createWebhook: takes('webhooks:update', {}),
  getWebhook: takes('webhooks:read'),
  updateWebhook: takes('webhooks:update', { name: 'x' }),
  deleteWebhook: takes('webhooks:update'),
  rotateWebhookSecret: takes('webhooks:update'),
  testWebhook: takes('webhooks:update'),
  listDeliveries: takes('webhooks:read'),
  redeliver: takes('webhooks:update'),
  listNotices: takes('settings:read'),
  retryNotice: takes('settings:update'),
  sendTestMail: takes('settings:update', {}),
  listTokens: takes(`${ANY_READ} member-tokens:read`),
  previewRevocation: takes('api-tokens:revoke personal-tokens:revoke member-tokens:revoke', {
    selection: { filter: { search: 'no such thing' } },
  }),
  revokeTokens: takes('api-tokens:revoke personal-tokens:revoke member-tokens:revoke', {
    selection: { filter: { search: 'no such thing' } },
    expected: 999_999,
  }),
  verifyToken: takes('tokens:verify', { token: 'x' }),
  verifyTokens: takes('tokens:verify', { checks: [] }),
  listAuditEvents: takes('audit-log:read'),
  exportAuditLog: takes('audit-log:export'),
  verifyAuditChain: takes('audit-log:read', {}),
}
/** Operations that need no right of these, or whose rights depend on more: each is tested by itself. */
export const ELSEWHERE: Partial<Record<OperationName, string>> = {
  generateToken: 'the minting cells below',
  reinstateTokens: 'skips what the actor may not bring back; test/cli and api tests',
  getNoticePreferences: 'one’s own; notices tests',
  updateNoticePreferences: 'one’s own; notices tests',
}
