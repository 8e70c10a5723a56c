const org = 'org_019aa3c1f0007d2a9b1e5c3d7f604182'
const mem = 'mem_019aa3c1f0017a5583f24e1b0c9d6a37'

/** One organisation token, as every example shows it. */
export const SAMPLE_TOKEN = {
  id: '7Hd2mQx4Lp9Rt3Vz',
  organizationId: org,
  name: 'CI pipeline',
  description: 'Publishes notes after each release',
  masked: 'kw_7Hd2…x9Qf',
  owner: { kind: 'organization' },
  createdBy: { kind: 'member', id: mem, name: 'Ada Berg' },
  access: { kind: 'custom', scopes: ['notes/notes:find', 'notes/notes:create'] },
  permissions: ['notes/notes:find', 'notes/notes:create'],
  conditions: {
    notBefore: null,
    addresses: ['203.0.113.0/24'],
    rateLimit: { limit: 100, windowSeconds: 60 },
    usageCap: null,
  },
  usesLeft: null,
  status: 'active',
  shownStatus: 'active',
  createdAt: '2026-11-21T09:30:00.000Z',
  updatedAt: '2026-11-21T09:30:00.000Z',
  expiresAt: '2026-12-21T09:30:00.000Z',
  revokeAtSignOut: false,
  approval: null,
  lastUse: { at: '2026-11-21T10:02:11.480Z', address: '203.0.113.7', agent: 'curl/8.11.1' },
  revocation: null,
  versions: [{ masked: 'kw_7Hd2…x9Qf', createdAt: '2026-11-21T09:30:00.000Z', stopsAt: null }],
  revision: 1,
} as const

const { access, permissions, ...told } = SAMPLE_TOKEN

/** The same in a list. */
export const SAMPLE_LISTED = {
  ...told,
  access: { kind: 'custom', scopeCount: access.scopes.length },
  permissionCount: permissions.length,
} as const

/** The same, just generated. */
export const SAMPLE_FRESH = { ...SAMPLE_TOKEN, lastUse: null } as const

export const SAMPLE_REVOKED = {
  ...SAMPLE_TOKEN,
  status: 'revoked',
  shownStatus: 'revoked',
  updatedAt: '2026-11-21T11:00:00.000Z',
  revocation: {
    at: '2026-11-21T11:00:00.000Z',
    by: SAMPLE_TOKEN.createdBy,
    reason: 'not_needed',
    batchId: null,
    reinstatable: true,
  },
  revision: 2,
} as const

/** Asked for, and waiting. */
export const SAMPLE_PENDING = {
  ...SAMPLE_FRESH,
  status: 'pending',
  shownStatus: 'pending',
  approval: { justification: 'Publishes notes after each release.', decidedBy: null, decidedAt: null },
} as const

export const SAMPLE_RECEIPT = { sequence: 42, confirmed: ['ver_1'], expired: [] } as const

/** Has the shape of a token text, and a checksum that is wrong on purpose. */
export const SAMPLE_PLAINTEXT = 'kw_7Hd2mQx4Lp9Rt3Vz_nOtArEaLsEcReTnOtArEaLsEcReTnOtArEaLsEcReT1_000000'

export const SAMPLE_ORGANIZATION = { id: org, name: 'Acme' } as const

export const SAMPLE_ROLE = {
  id: 'role_019aa3c1f0007b1e9c2d4f6a8b0c1d2e',
  name: 'Publisher',
  description: 'Reads everything and publishes notes.',
  builtIn: false,
  rule: { product: ['notes/notes:create', 'notes/notes:find'], management: ['keyward/personal-tokens:read'] },
  permissions: ['keyward/personal-tokens:read', 'notes/notes:create', 'notes/notes:find'],
  grantable: true,
  assignable: true,
  use: { members: 3, invitations: 0, tokens: 2 },
  revision: 1,
} as const

export const SAMPLE_MEMBER = {
  id: 'mem_019aa3c1f0017a5583f24e1b0c9d6a38',
  externalId: null,
  name: 'Bo Lind',
  email: 'bo@acme.example',
  role: { id: 'developer', name: 'Developer' },
  status: 'active',
  signsIn: true,
  createdAt: '2026-11-20T08:00:00.000Z',
} as const

export const SAMPLE_INVITATION = {
  id: 'inv_019aa3c1f0027c1e9d3e5f7a9b1c2d3e',
  email: 'cy@acme.example',
  role: { id: 'developer', name: 'Developer' },
  invitedBy: { kind: 'member', id: mem, name: 'Ada Berg' },
  createdAt: '2026-11-21T09:00:00.000Z',
  expiresAt: '2026-11-28T09:00:00.000Z',
  expired: false,
} as const

export const SAMPLE_ISSUED = {
  invitation: SAMPLE_INVITATION,
  link: 'https://keyward.acme.example/accept-invitation#secret=nOtArEaLsEcReT',
} as const

export const SAMPLE_TENANT = {
  id: 'org_019aa3c1f0037d2a9b1e5c3d7f604199',
  externalId: 'team-7',
  name: 'Team Seven',
  home: false,
  members: 12,
  createdAt: '2026-11-20T08:00:00.000Z',
} as const

export const SAMPLE_SETTINGS = {
  name: 'Acme',
  contact: 'it@acme.example',
  timeZone: 'Europe/Berlin',
  seatsPerMember: 10,
  notices: { personalTokens: 'each', expiring: 'admins' },
  policy: {
    longestDays: 365,
    expiryRequired: true,
    accessKinds: ['read_only', 'role', 'custom'],
    addressesRequired: false,
    secondFactorRequired: false,
    revokeAtSignOut: false,
    approval: 'organization',
  },
} as const

/** A mail that the mail server put off. */
export const SAMPLE_NOTICE = {
  id: 'ntc_019aa3d2b8417c1e8f3a6d5b2c1e0f95',
  kind: 'token.generated',
  count: 1,
  to: { memberId: mem, name: 'Ada Berg', address: 'ada@acme.example' },
  status: 'waiting',
  createdAt: '2026-11-21T09:30:00.000Z',
  dueAt: '2026-11-21T09:32:10.000Z',
  settledAt: null,
  tries: 1,
  lastError: '451 4.3.0 Try again later',
  retriable: true,
} as const

export const SAMPLE_SESSION = {
  user: { id: 'k3Jx0QvB7tYpZ1Lm', name: 'Ada Berg', email: 'ada@acme.example' },
  signedInAt: '2026-11-21T09:00:00.000Z',
  confirmedAt: '2026-11-21T09:00:00.000Z',
  secondFactor: true,
  expiresAt: '2026-11-28T09:00:00.000Z',
  address: '203.0.113.7',
  memberships: [
    {
      organization: { ...SAMPLE_ORGANIZATION, home: true, contact: null, policy: SAMPLE_SETTINGS.policy },
      memberId: mem,
      externalId: null,
      role: { id: 'owner', name: 'Owner' },
      permissions: ['keyward/api-tokens:read', 'keyward/api-tokens:create', 'notes/notes:find'],
    },
  ],
} as const

export const SAMPLE_PROFILE = {
  ...SAMPLE_SESSION.user,
  secondFactor: { since: '2026-11-20T08:00:00.000Z', backupCodes: 10 },
} as const

export const SAMPLE_OPEN_SESSION = {
  id: 'Zk3uT0pQw8RsVb5NfYx1LmJ7cHdGa2Ei',
  current: true,
  signedInAt: SAMPLE_SESSION.signedInAt,
  lastSeenAt: '2026-11-21T10:00:00.000Z',
  expiresAt: SAMPLE_SESSION.expiresAt,
  address: '203.0.113.7',
  agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
  secondFactor: true,
} as const

export const SAMPLE_BACKUP_CODES = ['KQ7MA-2XJ9P', 'T4HBV-W8ZC3'] as const

export const SAMPLE_CALLER = {
  tokenId: SAMPLE_TOKEN.id,
  tokenName: SAMPLE_TOKEN.name,
  organization: { ...SAMPLE_ORGANIZATION, externalId: null },
  owner: { kind: 'organization' },
  expiresAt: SAMPLE_TOKEN.expiresAt,
  warnFrom: '2026-12-14T09:30:00.000Z',
} as const

export const SAMPLE_CATALOGUE = {
  revision: 1,
  declared: [],
  apis: [
    {
      slug: 'notes',
      name: 'Notes',
      hosts: ['notes.acme.example'],
      pathPrefix: '',
      resources: [
        {
          name: 'notes',
          label: 'Notes',
          actions: [
            {
              name: 'find',
              label: 'List notes',
              access: 'read',
              routes: [{ method: 'GET', path: '/notes' }],
            },
            {
              name: 'create',
              label: 'Write a note',
              access: 'write',
              routes: [{ method: 'POST', path: '/notes' }],
            },
          ],
        },
      ],
    },
  ],
} as const

export const SAMPLE_EVENT = {
  sequence: 1204,
  at: '2026-11-21T10:00:00.000Z',
  kind: 'token.updated',
  actor: SAMPLE_TOKEN.createdBy,
  onBehalfOf: null,
  subject: { kind: 'token', id: SAMPLE_TOKEN.id, name: SAMPLE_TOKEN.name },
  requestId: 'req_5f0c1a9b7d3e2468ace0b1d3',
  address: '203.0.113.7',
  facts: { before: { name: 'Pipeline' }, after: { name: SAMPLE_TOKEN.name } },
  damaged: false,
} as const

export const SAMPLE_HEAD = {
  chain: org,
  sequence: SAMPLE_EVENT.sequence,
  hash: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  mac: 'rKZ1Yx0eC4sT8cQ0kq7H3mJwJ5yq2d1uV9nB6tE0fLs',
  keyVersion: 1,
} as const

export const SAMPLE_SLOT = {
  at: '2026-11-21T10:00:00.000Z',
  allowed: 1204,
  refused: { permission_missing: 3 },
} as const

export const SAMPLE_USAGE = {
  hours: [SAMPLE_SLOT],
  days: [SAMPLE_SLOT],
  callers: [
    {
      address: '203.0.113.7',
      agent: 'curl/8.11.1',
      count: 1204,
      lastAt: '2026-11-21T10:02:11.480Z',
      version: null,
    },
  ],
  refusals: [
    {
      at: '2026-11-21T10:01:58.020Z',
      need: 'notes/notes:delete',
      code: 'permission_missing',
      address: '203.0.113.7',
      requestId: SAMPLE_EVENT.requestId,
    },
  ],
  versions: [
    {
      version: 1,
      masked: SAMPLE_TOKEN.masked,
      createdAt: SAMPLE_TOKEN.createdAt,
      stopsAt: null,
      calls: 0,
      lastUsedAt: null,
    },
  ],
  closing: null,
  closeWhenQuietMs: null,
} as const

/** A description that adds one operation to the sample catalogue and drops another. */
export const SAMPLE_DESCRIPTION = `openapi: 3.1.0
info: { title: Notes, version: 2.0.0 }
servers: [{ url: https://notes.acme.example }]
paths:
  /notes:
    get: { operationId: notes/find, tags: [notes], summary: List notes, responses: {} }
  /notes/{id}:
    delete: { operationId: notes/delete, tags: [notes], summary: Delete a note, responses: {} }
`

const nobody = { gaining: 0, gained: 0, losing: 0, lost: 0 } as const

export const SAMPLE_EFFECTS = {
  read_only: nobody,
  full_access: { gaining: 3, gained: 1, losing: 3, lost: 1 },
  role: nobody,
  custom: { gaining: 0, gained: 0, losing: 2, lost: 1 },
} as const

export const SAMPLE_PREVIEW = {
  revision: 1,
  api: { slug: 'notes', name: 'Notes', hosts: ['notes.acme.example'], pathPrefix: '' },
  operations: 2,
  notes: [],
  diff: {
    added: [
      {
        permission: 'notes/notes:delete',
        label: 'Notes: Delete a note',
        access: 'write',
        routes: [{ method: 'DELETE', path: '/notes/{id}' }],
      },
    ],
    removed: [
      {
        permission: 'notes/notes:create',
        label: 'Notes: Write a note',
        access: 'write',
        routes: [{ method: 'POST', path: '/notes' }],
        holders: 2,
        users: 1,
        lastUsedAt: '2026-11-20T10:00:00.000Z',
      },
    ],
    widened: [],
    accessChanged: [],
    moved: [],
    relocated: [],
    routesAdded: [],
    routesRemoved: [],
    bound: null,
  },
  effects: SAMPLE_EFFECTS,
} as const

export const SAMPLE_REVISION = {
  revision: 2,
  at: '2026-11-21T11:00:00.000Z',
  kind: 'imported',
  by: { kind: 'member', id: mem, name: 'Ada Berg' },
  api: { slug: 'notes', name: 'Notes' },
  added: 1,
  removed: 1,
  widened: 0,
} as const

export const SAMPLE_API_USE = {
  permissions: [
    {
      permission: 'notes/notes:find',
      holders: 12,
      users: 7,
      lastUsedAt: '2026-11-21T10:02:11.480Z',
    },
    { permission: 'notes/notes:create', holders: 3, users: 0, lastUsedAt: null },
  ],
  retired: [{ permission: 'notes/notes:purge', revision: 2, stands: false }],
} as const
