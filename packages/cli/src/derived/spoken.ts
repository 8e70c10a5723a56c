import type { OperationName } from '@keyward/contract'

/** An operation with words of its own, whose options and output are derived from its declaration. */
export type Spoken = {
  /** What is typed; its last word names the command, those before it the groups. */
  words: string
  operation: OperationName
  /** One line for the list of commands. */
  says: string
  /** What is asked before it is done, where it is dangerous. */
  ask?: string
  /** The columns of a table, as paths into an item. */
  columns?: readonly string[]
}

/** What each group of commands is for. */
export const GROUPS: Readonly<Record<string, string>> = {
  audit: 'read, export and verify the audit log',
  catalogue: 'see what a token can be allowed, and import APIs',
  invitations: 'look after invitations that wait',
  members: 'invite, change, deactivate and remove members',
  notices: 'look after the mails that Keyward sends',
  organizations: 'look after the organisations of an installation',
  policy: 'see and apply what the organisation allows of new tokens',
  provision: 'bring organisations and people of your own by external id',
  roles: 'list, create and change roles',
  self: 'let the token that speaks look after itself',
  settings: 'see and change what the organisation decides for itself',
  tokens: 'generate, list, edit and revoke API tokens',
  webhooks: 'look after the addresses that are told of what happens to tokens',
}

export const SPOKEN: readonly Spoken[] = [
  {
    words: 'tokens usage',
    operation: 'getTokenUsage',
    says: 'tell what a token did, and what it was refused',
  },
  {
    words: 'tokens activity',
    operation: 'getTokenActivity',
    says: 'list what a token changed in Keyward itself',
    columns: ['at', 'kind', 'actor.name', 'subject.name', 'address'],
  },
  {
    words: 'tokens permissions',
    operation: 'getTokenPermissions',
    says: 'tell granted from used, permission by permission',
    columns: ['permission', 'used.count', 'used.lastAt'],
  },
  {
    words: 'tokens shrink',
    operation: 'shrinkToken',
    says: 'take away the permissions that a token has not used',
    ask: 'Take away what this token has not used? What it may need once a year goes too.',
  },
  {
    words: 'tokens undo-shrink',
    operation: 'undoShrink',
    says: 'give back what the last shrink took away',
  },
  {
    words: 'tokens close-old-value',
    operation: 'closeOldValue',
    says: 'end the grace period of a regenerated token now',
    ask: 'Close the old value? Whatever still uses it fails at once.',
  },
  {
    words: 'tokens approve',
    operation: 'approveToken',
    says: 'let a token work that waits for approval',
    ask: 'Approve this token? It works at once.',
  },
  {
    words: 'tokens deny',
    operation: 'denyToken',
    says: 'turn a token down that waits; that is final',
    ask: 'Deny this token? That is final.',
  },
  {
    words: 'members list',
    operation: 'listMembers',
    says: 'list the members',
    columns: ['id', 'name', 'email', 'role.name', 'status', 'liveTokens'],
  },
  {
    words: 'members show',
    operation: 'getMember',
    says: 'show one member, and what would stop without them',
  },
  { words: 'members invite', operation: 'inviteMember', says: 'invite somebody by e-mail' },
  { words: 'members update', operation: 'updateMember', says: "change a member's role or name" },
  {
    words: 'members deactivate',
    operation: 'deactivateMember',
    says: 'stop a member and their personal tokens for a while',
    ask: 'Deactivate this member? Their personal tokens stop at once.',
  },
  {
    words: 'members reactivate',
    operation: 'reactivateMember',
    says: 'let a deactivated member and their tokens go on',
  },
  {
    words: 'members remove',
    operation: 'removeMember',
    says: 'remove a member and revoke their personal tokens for good',
    ask: 'Remove this member? Their personal tokens are revoked for good.',
  },
  {
    words: 'invitations list',
    operation: 'listInvitations',
    says: 'list the invitations that nobody has accepted yet',
    columns: ['id', 'email', 'role.name', 'invitedBy.name', 'expiresAt'],
  },
  {
    words: 'invitations resend',
    operation: 'resendInvitation',
    says: 'send an invitation again, with a new link',
  },
  {
    words: 'invitations cancel',
    operation: 'cancelInvitation',
    says: 'take an invitation back',
    ask: 'Cancel this invitation? Its link is no longer good.',
  },
  { words: 'roles show', operation: 'getRole', says: 'show one role' },
  { words: 'roles create', operation: 'createRole', says: 'create a role' },
  { words: 'roles preview', operation: 'previewRole', says: 'tell whom a changed rule would hit' },
  {
    words: 'roles update',
    operation: 'updateRole',
    says: 'change a role, and all who have it',
    ask: 'Change this role? Members and tokens that have it change at once.',
  },
  {
    words: 'roles delete',
    operation: 'deleteRole',
    says: 'delete a role that nobody has',
    ask: 'Delete this role for good?',
  },
  {
    words: 'settings show',
    operation: 'getSettings',
    says: 'show what the organisation decides for itself',
  },
  { words: 'settings update', operation: 'updateSettings', says: 'change some of it' },
  {
    words: 'policy preview',
    operation: 'previewPolicy',
    says: 'tell which live tokens break a policy, or the one in force',
  },
  {
    words: 'policy apply',
    operation: 'applyPolicy',
    says: 'make live tokens follow the policy in force',
    ask: 'Make live tokens follow the policy? Those that break it are shortened or revoked.',
  },
  {
    words: 'catalogue use',
    operation: 'getApiUse',
    says: "tell who uses each of an API's permissions",
    columns: ['permission', 'holders', 'users', 'lastUsedAt'],
  },
  {
    words: 'catalogue revisions',
    operation: 'listCatalogueRevisions',
    says: 'list the revisions of the catalogue',
    columns: ['revision', 'at', 'kind', 'by.name', 'api.slug', 'added', 'removed', 'widened'],
  },
  {
    words: 'catalogue revision',
    operation: 'getCatalogueRevision',
    says: 'show the catalogue as it stood at one revision',
  },
  {
    words: 'audit list',
    operation: 'listAuditEvents',
    says: 'list what was changed, the newest first',
    columns: ['sequence', 'at', 'kind', 'actor.name', 'subject.name', 'address'],
  },
  {
    words: 'audit export',
    operation: 'exportAuditLog',
    says: 'write the whole chain as JSON Lines; its last line is the head',
  },
  {
    words: 'notices list',
    operation: 'listNotices',
    says: 'list the mails that were sent or wait',
    columns: ['id', 'kind', 'to.address', 'status', 'tries', 'lastError'],
  },
  { words: 'notices retry', operation: 'retryNotice', says: 'try a mail again that was given up' },
  { words: 'notices test', operation: 'sendTestMail', says: 'send yourself a test mail' },
  {
    words: 'notices preferences',
    operation: 'getNoticePreferences',
    says: 'tell what you have muted',
  },
  {
    words: 'notices mute',
    operation: 'updateNoticePreferences',
    says: 'choose what you want no mail about',
  },
  { words: 'usage', operation: 'getUsageSummary', says: 'tell in numbers what all tokens do' },
  {
    words: 'organizations list',
    operation: 'listOrganizations',
    says: 'list the organisations',
    columns: ['id', 'externalId', 'name', 'createdAt'],
  },
  { words: 'organizations show', operation: 'getOrganization', says: 'show one organisation' },
  {
    words: 'organizations create',
    operation: 'createOrganization',
    says: 'create an organisation, and invite its owner',
  },
  { words: 'organizations update', operation: 'updateOrganization', says: 'change an organisation' },
  {
    words: 'provision organization',
    operation: 'putOrganization',
    says: 'make an organisation of your own what it should be',
  },
  {
    words: 'provision member',
    operation: 'putMember',
    says: 'make a person of your own what they should be',
  },
  {
    words: 'provision remove',
    operation: 'removeProvisionedMember',
    says: 'remove a person of your own',
    ask: 'Remove this person? Their personal tokens are revoked for good.',
  },
  {
    words: 'provision signed-out',
    operation: 'signOutProvisionedMember',
    says: 'tell that a person signed out of your product',
  },
  {
    words: 'scanner-rules',
    operation: 'getScannerRules',
    says: "give the rules by which scanners find this server's tokens",
  },
  {
    words: 'webhooks list',
    operation: 'listWebhooks',
    says: 'list the webhooks',
    columns: ['id', 'name', 'url', 'disabled.why', 'failingSince'],
  },
  { words: 'webhooks show', operation: 'getWebhook', says: 'show one webhook' },
  {
    words: 'webhooks create',
    operation: 'createWebhook',
    says: 'create a webhook; its secret is shown this once',
  },
  {
    words: 'webhooks update',
    operation: 'updateWebhook',
    says: 'change a webhook, or switch it off or on',
  },
  {
    words: 'webhooks delete',
    operation: 'deleteWebhook',
    says: 'delete a webhook with its deliveries',
    ask: 'Delete this webhook? What waits is not posted.',
  },
  {
    words: 'webhooks rotate-secret',
    operation: 'rotateWebhookSecret',
    says: 'give a webhook a new secret; the old one signs too for 24 hours',
  },
  { words: 'webhooks test', operation: 'testWebhook', says: 'post a test message' },
  {
    words: 'webhooks deliveries',
    operation: 'listDeliveries',
    says: 'list what was posted to a webhook',
    columns: ['id', 'type', 'status', 'tries', 'last.status', 'last.fault', 'createdAt'],
  },
  { words: 'webhooks redeliver', operation: 'redeliver', says: 'post a message again' },
]
