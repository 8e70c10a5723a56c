import type { OperationName } from '../operations/index.ts'
import { scannerRules } from '../scanner-rules.ts'
import {
  SAMPLE_API_USE,
  SAMPLE_BACKUP_CODES,
  SAMPLE_CALLER,
  SAMPLE_CATALOGUE,
  SAMPLE_DESCRIPTION,
  SAMPLE_EFFECTS,
  SAMPLE_EVENT,
  SAMPLE_FRESH,
  SAMPLE_HEAD,
  SAMPLE_INVITATION,
  SAMPLE_ISSUED,
  SAMPLE_MEMBER,
  SAMPLE_NOTICE,
  SAMPLE_OPEN_SESSION,
  SAMPLE_ORGANIZATION,
  SAMPLE_PLAINTEXT,
  SAMPLE_PREVIEW,
  SAMPLE_PROFILE,
  SAMPLE_RECEIPT,
  SAMPLE_REVISION,
  SAMPLE_REVOKED,
  SAMPLE_ROLE,
  SAMPLE_SESSION,
  SAMPLE_SETTINGS,
  SAMPLE_SLOT,
  SAMPLE_TENANT,
  SAMPLE_TOKEN,
  SAMPLE_USAGE,
} from './samples.ts'
import { WEBHOOK_DOCS } from './webhooks.ts'

/** What an operation is for, and one exchange: `input` is flat, as `InputOf` has it. */
export type OperationDocs = {
  summary: string
  description?: string
  example: { input: { readonly [field: string]: unknown }; output: unknown }
}

const batchId = 'bat_019aa3d2b8407c1e8f3a6d5b2c1e0f94'
const tokenId = SAMPLE_TOKEN.id
const roleId = SAMPLE_ROLE.id
const importId = 'imp_019aa3e0c1d07b5a8e2f4c6d9b1a3e57'
const agreed = { revision: SAMPLE_PREVIEW.revision, effects: SAMPLE_EFFECTS }
const memberId = SAMPLE_MEMBER.id

/** The docstrings of every operation at run time, with one example each. A test holds them to the declarations. */
export const OPERATION_DOCS: Readonly<Record<OperationName, OperationDocs>> = {
  getSetup: {
    summary: 'Says whether this server still waits to be set up.',
    example: { input: {}, output: { done: true } },
  },
  setUp: {
    summary:
      'Claims a fresh server with the one-time code: makes the home organisation, its owner, and, if asked, a first verify token for a service.',
    example: {
      input: {
        code: 'ABCDE-FGHJK-LMNPQ-RSTUV',
        organization: { name: 'Acme' },
        owner: { name: 'Ada Berg', email: 'ada@acme.example', password: 'four words make one' },
        verifyToken: { name: 'Notes service' },
      },
      output: {
        organization: SAMPLE_ORGANIZATION,
        verifyToken: { token: SAMPLE_FRESH, plaintext: SAMPLE_PLAINTEXT, receipt: null },
      },
    },
  },
  signIn: {
    summary:
      'Signs a person in and sets the session cookie; where they have a second factor, only half: `second_factor_required`, and a cookie for the other half.',
    example: {
      input: { email: 'ada@acme.example', password: 'four words make one' },
      output: SAMPLE_SESSION,
    },
  },
  finishSignIn: {
    summary:
      'Signs in the rest of the way, in the browser that began: with a code of the second factor, or a backup code.',
    example: { input: { code: '492039' }, output: SAMPLE_SESSION },
  },
  confirmSignIn: {
    summary:
      'Proves anew that it is you, by password and, where you have one, second factor: the session stays, its cookie is new.',
    example: { input: { password: 'four words make one', code: '492039' }, output: SAMPLE_SESSION },
  },
  requestPasswordReset: {
    summary: 'Mails somebody a link to set a new password.',
    description: 'Answers the same, and as fast, whether or not the address is known.',
    example: { input: { email: 'ada@acme.example' }, output: undefined },
  },
  resetPassword: {
    summary:
      'Sets a new password with the secret of a link, once, ends all sessions and revokes the personal tokens that go with a sign-out.',
    example: {
      input: { secret: 'nOtArEaLsEcReTnOtArEaLsEcReTnOtArEaLsEcReT1', password: 'five other words make one' },
      output: undefined,
    },
  },
  getProfile: {
    summary: 'Tells a signed-in person about their own account.',
    example: { input: {}, output: SAMPLE_PROFILE },
  },
  updateProfile: {
    summary: "Changes one's name, in every organisation.",
    example: { input: { name: 'Ada Berg' }, output: SAMPLE_PROFILE },
  },
  changePassword: {
    summary: "Changes one's password and ends one's other sessions.",
    example: {
      input: { current: 'four words make one', password: 'five other words make one' },
      output: undefined,
    },
  },
  beginSecondFactor: {
    summary:
      'Begins a second factor: a new secret for an authenticator app, which is in force once its first code is confirmed.',
    example: {
      input: {},
      output: {
        secret: 'NOTAREALSECRETNOTAREALSECRETNOTA',
        uri: 'otpauth://totp/Keyward:ada%40acme.example?secret=NOTAREALSECRETNOTAREALSECRETNOTA&issuer=Keyward&digits=6&period=30',
      },
    },
  },
  confirmSecondFactor: {
    summary:
      "Puts the second factor in force by its first code, hands out backup codes, and ends one's other sessions.",
    example: { input: { code: '492039' }, output: { backupCodes: SAMPLE_BACKUP_CODES } },
  },
  renewBackupCodes: {
    summary: 'Replaces the backup codes; the old ones are no longer good.',
    example: { input: {}, output: { backupCodes: SAMPLE_BACKUP_CODES } },
  },
  removeSecondFactor: {
    summary: "Takes the second factor away, with a code of it, and ends one's other sessions.",
    example: { input: { code: '492039' }, output: undefined },
  },
  listSessions: {
    summary: "Lists one's open sessions, the last seen first.",
    example: { input: {}, output: { sessions: [SAMPLE_OPEN_SESSION] } },
  },
  endSession: {
    summary: "Ends one of one's sessions; ending the one that asks is signing out.",
    example: { input: { sessionId: SAMPLE_OPEN_SESSION.id }, output: undefined },
  },
  signOutEverywhere: {
    summary:
      'Signs out everywhere else: ends all sessions but the one that asks, and revokes the personal tokens that go with a sign-out.',
    example: { input: {}, output: { ended: 2 } },
  },
  getSession: {
    summary: 'Tells a signed-in person who they are and what they may do, organisation by organisation.',
    example: { input: {}, output: SAMPLE_SESSION },
  },
  signOut: {
    summary:
      'Ends this session and revokes the personal tokens that go with it, in every organisation: they are refused everywhere when it returns.',
    example: { input: {}, output: undefined },
  },
  getSelf: {
    summary: 'Tells a token who it is and what it may do now.',
    example: { input: {}, output: { token: SAMPLE_TOKEN, organization: SAMPLE_ORGANIZATION } },
  },
  regenerateSelf: {
    summary: 'Replaces the secret of the token that asks.',
    description: 'The old value stops when this returns, or after the grace period; the expiry stays.',
    example: {
      input: { graceMs: 3_600_000 },
      output: { token: SAMPLE_FRESH, plaintext: SAMPLE_PLAINTEXT, receipt: SAMPLE_RECEIPT },
    },
  },
  revokeSelf: {
    summary: 'Revokes the token that asks.',
    description: 'When this returns, it is refused everywhere.',
    example: {
      input: { reason: 'not_needed' },
      output: { token: SAMPLE_REVOKED, receipt: SAMPLE_RECEIPT },
    },
  },
  getScannerRules: {
    summary:
      "Gives the rules by which scanners find this installation's tokens: gitleaks, TruffleHog, GitHub custom patterns.",
    example: { input: {}, output: scannerRules(['kw']) },
  },
  reportLeaked: {
    summary:
      'Takes tokens that somebody found where they do not belong: each that is one is revoked as compromised, for good.',
    description: 'The answer is the same whatever they were.',
    example: {
      input: { tokens: [SAMPLE_PLAINTEXT], foundAt: 'https://paste.example/x1' },
      output: { received: 1 },
    },
  },
  getCatalogue: {
    summary:
      'Lists everything that a token can be allowed: APIs, resources, actions, and the routes that each opens.',
    example: { input: {}, output: SAMPLE_CATALOGUE },
  },
  getApiUse: {
    summary:
      'Tells who uses an API: for each of its permissions how many live tokens may do it and how many have, and which of its names are retired.',
    example: { input: { slug: 'notes' }, output: SAMPLE_API_USE },
  },
  previewImport: {
    summary:
      'Reads an OpenAPI description or a GraphQL schema as one API and says what importing it would change: permissions, routes, and how many live tokens gain or lose.',
    description: "Nothing is changed yet; the answer's id applies it.",
    example: {
      input: { slug: 'notes', document: SAMPLE_DESCRIPTION },
      output: { id: importId, ...SAMPLE_PREVIEW },
    },
  },
  applyImport: {
    summary:
      'Puts a previewed import in force as the next revision, if catalogue and tokens still are what the preview told.',
    description: 'When this returns, what it takes away is refused everywhere.',
    example: { input: { importId, ...agreed }, output: { revision: 2, receipt: SAMPLE_RECEIPT } },
  },
  previewApiRemoval: {
    summary: 'Says what taking an API out of the catalogue would change, before it is done.',
    example: {
      input: { slug: 'notes' },
      output: {
        ...SAMPLE_PREVIEW,
        operations: 0,
        diff: { ...SAMPLE_PREVIEW.diff, added: [] },
        effects: { ...SAMPLE_EFFECTS, full_access: { ...SAMPLE_EFFECTS.full_access, gaining: 0, gained: 0 } },
      },
    },
  },
  removeApi: {
    summary: 'Takes an API out of the catalogue, if catalogue and tokens still are what the preview told.',
    description: 'When this returns, its permissions are refused everywhere.',
    example: {
      input: { slug: 'notes', ...agreed },
      output: { revision: 2, receipt: SAMPLE_RECEIPT },
    },
  },
  listCatalogueRevisions: {
    summary:
      'Lists the revisions of the catalogue, the newest first: when, by whom, and how many permissions came and went.',
    example: { input: { limit: 20 }, output: { revisions: [SAMPLE_REVISION] } },
  },
  getCatalogueRevision: {
    summary: 'Fetches the catalogue as it stood at one revision.',
    example: {
      input: { revision: 2 },
      output: { ...SAMPLE_REVISION, catalogue: { ...SAMPLE_CATALOGUE, revision: 2 } },
    },
  },
  listMembers: {
    summary: 'Lists the members of the organisation by name, a page at a time.',
    example: {
      input: { search: 'bo', status: 'active', limit: 50 },
      output: { members: [{ ...SAMPLE_MEMBER, liveTokens: 3 }], total: 1, nextCursor: null },
    },
  },
  getMember: {
    summary:
      'Fetches one member, with what they own and what they made: what would stop without them, and what would go on.',
    example: {
      input: { memberId },
      output: {
        ...SAMPLE_MEMBER,
        footprint: {
          owned: { count: 2, names: ['laptop', 'nightly export'], callers: 2, callsLastDay: 310 },
          made: { count: 1, names: ['CI pipeline'] },
        },
      },
    },
  },
  updateMember: {
    summary: 'Changes what a member is called or may do.',
    description: 'A narrower role is in force everywhere when this returns.',
    example: {
      input: { memberId, role: 'viewer' },
      output: {
        member: { ...SAMPLE_MEMBER, role: { id: 'viewer', name: 'Viewer' } },
        receipt: SAMPLE_RECEIPT,
      },
    },
  },
  deactivateMember: {
    summary:
      'Deactivates a member: they may do nothing here any more, and their personal tokens have stopped everywhere when this returns.',
    example: {
      input: { memberId },
      output: { member: { ...SAMPLE_MEMBER, status: 'deactivated' }, receipt: SAMPLE_RECEIPT },
    },
  },
  reactivateMember: {
    summary: 'Reactivates a member: those of their personal tokens that were not revoked work again.',
    example: { input: { memberId }, output: { member: SAMPLE_MEMBER } },
  },
  removeMember: {
    summary:
      'Removes a member and revokes their personal tokens, for good: a new invitation does not bring these back.',
    example: {
      input: { memberId },
      output: { id: memberId, revoked: [tokenId], receipt: SAMPLE_RECEIPT },
    },
  },
  listInvitations: {
    summary: 'Lists the invitations that nobody has accepted yet, the newest first.',
    example: { input: {}, output: { invitations: [SAMPLE_INVITATION] } },
  },
  inviteMember: {
    summary: 'Invites somebody by e-mail.',
    description:
      'The link is answered as well, so that it can be handed over where no mail is sent. An earlier link for this e-mail is no longer good.',
    example: { input: { email: 'cy@acme.example', role: 'developer' }, output: SAMPLE_ISSUED },
  },
  resendInvitation: {
    summary: 'Sends an invitation again, with a new link and a new week.',
    description: 'The link before is no longer good.',
    example: { input: { invitationId: SAMPLE_INVITATION.id }, output: SAMPLE_ISSUED },
  },
  cancelInvitation: {
    summary: 'Takes an invitation back.',
    description: 'Its link is no longer good.',
    example: { input: { invitationId: SAMPLE_INVITATION.id }, output: undefined },
  },
  openInvitation: {
    summary: 'Tells the holder of a link who invites them, as what.',
    example: {
      input: { secret: 'nOtArEaLsEcReT' },
      output: {
        organization: { name: 'Acme' },
        email: 'cy@acme.example',
        role: { name: 'Developer', description: 'Reads and writes through every API.' },
        invitedBy: 'Ada Berg',
        expiresAt: '2026-11-28T09:00:00.000Z',
        account: false,
      },
    },
  },
  acceptInvitation: {
    summary: 'Accepts an invitation, once, with a new account or with one’s own, and signs in.',
    example: {
      input: {
        secret: 'nOtArEaLsEcReT',
        as: { kind: 'new', name: 'Cy Ode', password: 'four words make one' },
      },
      output: SAMPLE_SESSION,
    },
  },
  joinOrganization: {
    summary: 'Accepts an invitation, once, as the person who is signed in.',
    example: { input: { secret: 'nOtArEaLsEcReT' }, output: SAMPLE_SESSION },
  },
  listOrganizations: {
    summary: 'Lists the organisations of this installation by name, a page at a time.',
    description: 'For operators in the home organisation.',
    example: {
      input: { search: 'team', limit: 50 },
      output: { organizations: [SAMPLE_TENANT], total: 1, nextCursor: null },
    },
  },
  getOrganization: {
    summary: 'Fetches one organisation.',
    example: { input: { organizationId: SAMPLE_TENANT.id }, output: SAMPLE_TENANT },
  },
  createOrganization: {
    summary: 'Creates an organisation.',
    description: 'Its Owner is whoever is invited; where nobody is, the person who asks.',
    example: {
      input: { name: 'Team Seven', externalId: 'team-7', ownerEmail: 'cy@acme.example' },
      output: {
        organization: { ...SAMPLE_TENANT, members: 0 },
        invitation: {
          ...SAMPLE_ISSUED,
          invitation: { ...SAMPLE_INVITATION, role: { id: 'owner', name: 'Owner' } },
        },
      },
    },
  },
  updateOrganization: {
    summary: 'Changes an organisation’s name or external id.',
    example: {
      input: { organizationId: SAMPLE_TENANT.id, name: 'Team Eight' },
      output: { ...SAMPLE_TENANT, name: 'Team Eight' },
    },
  },
  putOrganization: {
    summary:
      'Makes or amends an organisation of the host product, by the host’s own id: asking twice is the same as asking once.',
    example: { input: { externalId: 'team-7', name: 'Team Seven' }, output: SAMPLE_TENANT },
  },
  putMember: {
    summary: 'Makes or amends a person’s membership, by the host’s own ids.',
    description: 'What it narrows is in force everywhere when this returns.',
    example: {
      input: { externalId: 'team-7', memberExternalId: 'u-42', name: 'Bo Lind', role: 'developer' },
      output: {
        member: { ...SAMPLE_MEMBER, externalId: 'u-42', email: null, signsIn: false },
        receipt: null,
      },
    },
  },
  removeProvisionedMember: {
    summary: 'Removes a person of the host product and revokes their personal tokens, for good.',
    example: {
      input: { externalId: 'team-7', memberExternalId: 'u-42' },
      output: { revoked: [tokenId], receipt: SAMPLE_RECEIPT },
    },
  },
  signOutProvisionedMember: {
    summary:
      'Says that a person has signed out of the host product: their personal tokens that go with it are refused everywhere when this returns.',
    example: {
      input: { externalId: 'team-7', memberExternalId: 'u-42' },
      output: { revoked: [], receipt: SAMPLE_RECEIPT },
    },
  },
  getSettings: {
    summary: 'Tells what the organisation is called and what it decides for itself.',
    example: { input: {}, output: SAMPLE_SETTINGS },
  },
  updateSettings: {
    summary: 'Changes what the organisation is called and decides: the fields that are given.',
    example: {
      input: { contact: 'it@acme.example', timeZone: 'Europe/Berlin' },
      output: SAMPLE_SETTINGS,
    },
  },
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
  previewPolicy: {
    summary: 'Tells which live tokens break a policy, and what applying it would do to them.',
    example: {
      input: { policy: SAMPLE_SETTINGS.policy },
      output: {
        tokens: 3,
        shortened: 2,
        revoked: 1,
        byRule: [
          { rule: 'longest_lifetime', tokens: 2 },
          { rule: 'access_kind', tokens: 1 },
        ],
        callsLastDay: 1203,
        names: ['CI pipeline', 'Nightly report', 'Old laptop'],
      },
    },
  },
  applyPolicy: {
    summary:
      'Makes live tokens follow the policy in force: earlier ends, or revoked as `policy`, if as many break it as expected.',
    example: {
      input: { expected: 3 },
      output: { batchId, shortened: 2, revoked: 1, receipt: SAMPLE_RECEIPT },
    },
  },
  listNotices: {
    summary:
      'Lists the outbox, the newest mail first, a page at a time; and says whether a mail server takes it.',
    example: {
      input: { status: ['waiting', 'failed'], limit: 50 },
      output: {
        server: { address: 'smtp.acme.example:587', from: 'keyward@acme.example' },
        counts: { waiting: 1, sending: 0, sent: 128, failed: 0 },
        notices: [SAMPLE_NOTICE],
        nextCursor: null,
      },
    },
  },
  retryNotice: {
    summary: 'Tries a mail again now that failed, or that waits for its next attempt.',
    example: { input: { noticeId: SAMPLE_NOTICE.id }, output: SAMPLE_NOTICE },
  },
  sendTestMail: {
    summary: 'Sends a mail to the asking person at once, and answers what the mail server said.',
    example: { input: {}, output: { to: 'ada@acme.example', answer: '250 2.0.0 Ok: queued as 4F1A2' } },
  },
  getNoticePreferences: {
    summary: 'Tells a person what of their own they have muted.',
    example: { input: {}, output: { muted: ['expiring'] } },
  },
  updateNoticePreferences: {
    summary: 'Mutes what concerns the asking person alone.',
    description: 'Mails about their sign-in are sent all the same.',
    example: { input: { muted: ['expiring'] }, output: { muted: ['expiring'] } },
  },
  ...WEBHOOK_DOCS,
  listTokens: {
    summary: 'Lists tokens, a page at a time: filtered, sorted, live ones first unless sorted otherwise.',
    example: {
      input: { reach: 'organization', status: ['active', 'pending'], sort: '-lastUsedAt', limit: 50 },
      output: { tokens: [SAMPLE_TOKEN], total: 1, nextCursor: null, seats: null },
    },
  },
  generateToken: {
    summary: 'Generates a token.',
    description: 'Its plaintext is in this answer and nowhere else, ever.',
    example: {
      input: {
        name: 'CI pipeline',
        description: 'Publishes notes after each release',
        owner: 'organization',
        access: { kind: 'custom', scopes: ['notes/notes:find', 'notes/notes:create'] },
        duration: { days: 30 },
        conditions: { addresses: ['203.0.113.0/24'], rateLimit: { limit: 100, windowSeconds: 60 } },
      },
      output: { token: SAMPLE_FRESH, plaintext: SAMPLE_PLAINTEXT, receipt: null },
    },
  },
  getToken: { summary: 'Fetches one token.', example: { input: { tokenId }, output: SAMPLE_TOKEN } },
  updateToken: {
    summary: 'Changes name, description, access, duration, conditions or what signing out does to it.',
    description: 'What it narrows is in force everywhere when this returns.',
    example: {
      input: { tokenId, name: 'Release pipeline', duration: { days: 90 } },
      output: { token: { ...SAMPLE_TOKEN, name: 'Release pipeline', revision: 2 }, receipt: null },
    },
  },
  regenerateToken: {
    summary: 'Replaces the secret.',
    description: 'The old value stops when this returns, or after the grace period.',
    example: {
      input: { tokenId, graceMs: 3_600_000 },
      output: {
        token: {
          ...SAMPLE_TOKEN,
          masked: 'kw_7Hd2…Bv0k',
          updatedAt: '2026-11-21T12:00:00.000Z',
          versions: [
            { masked: 'kw_7Hd2…Bv0k', createdAt: '2026-11-21T12:00:00.000Z', stopsAt: null },
            {
              masked: 'kw_7Hd2…x9Qf',
              createdAt: '2026-11-21T09:30:00.000Z',
              stopsAt: '2026-11-21T13:00:00.000Z',
            },
          ],
          revision: 2,
        },
        plaintext: SAMPLE_PLAINTEXT,
        receipt: null,
      },
    },
  },
  closeOldValue: {
    summary: 'Closes the old value of a token that was regenerated with a grace period.',
    description: 'When this returns, it is refused everywhere.',
    example: {
      input: { tokenId },
      output: { token: { ...SAMPLE_TOKEN, revision: 3 }, receipt: SAMPLE_RECEIPT },
    },
  },
  revokeToken: {
    summary: 'Revokes a token.',
    description: 'When this returns, it is refused everywhere.',
    example: {
      input: { tokenId, reason: 'not_needed' },
      output: { token: SAMPLE_REVOKED, receipt: SAMPLE_RECEIPT },
    },
  },
  reinstateToken: {
    summary: 'Re-approves a revoked token that has not expired and was not compromised.',
    example: { input: { tokenId }, output: { token: { ...SAMPLE_TOKEN, revision: 3 } } },
  },
  deleteToken: {
    summary: 'Deletes a token for good and leaves a tombstone.',
    description: 'A live one is revoked first if `revoke=true`.',
    example: {
      input: { tokenId, revoke: 'true' },
      output: { id: tokenId, receipt: SAMPLE_RECEIPT },
    },
  },
  previewRevocation: {
    summary: 'Says what revoking a selection would hit, before it is done.',
    example: {
      input: { selection: { filter: { reach: 'organization', search: 'CI' } } },
      output: { tokens: 1, owners: 1, callers: 3, callsLastDay: 1204, names: ['CI pipeline'], batchId },
    },
  },
  revokeTokens: {
    summary: 'Revokes every live token of a selection, if it still counts as many as expected.',
    description: 'When this returns, all are refused everywhere.',
    example: {
      input: { selection: { ids: [tokenId] }, expected: 1, reason: 'superseded', batchId },
      output: { batchId, revoked: [tokenId], skipped: [], receipt: SAMPLE_RECEIPT },
    },
  },
  approveToken: {
    summary:
      'Approves a token that waits: somebody else’s request, for nothing that the approver does not hold.',
    example: {
      input: { tokenId },
      output: {
        token: {
          ...SAMPLE_FRESH,
          approval: {
            justification: 'Publishes notes after each release.',
            decidedBy: SAMPLE_TOKEN.createdBy,
            decidedAt: '2026-11-21T11:00:00.000Z',
          },
        },
      },
    },
  },
  denyToken: {
    summary: 'Denies a token that waits. That is final: it is asked for anew.',
    example: {
      input: { tokenId },
      output: {
        token: {
          ...SAMPLE_REVOKED,
          approval: {
            justification: 'Publishes notes after each release.',
            decidedBy: SAMPLE_TOKEN.createdBy,
            decidedAt: '2026-11-21T11:00:00.000Z',
          },
          revocation: { ...SAMPLE_REVOKED.revocation, reason: 'denied', reinstatable: false },
        },
      },
    },
  },
  reinstateTokens: {
    summary: 'Undoes a bulk revocation: re-approves every token of it that can be.',
    example: { input: { batchId }, output: { reinstated: [tokenId], skipped: [] } },
  },
  getUsageSummary: {
    summary: 'Says in numbers how many tokens there are and what they do, over the whole organisation.',
    example: {
      input: {},
      output: { live: 142, expiringSoon: 3, neverUsed: 12, hours: [SAMPLE_SLOT], days: [SAMPLE_SLOT] },
    },
  },
  getTokenUsage: {
    summary: 'Says what a token did and what it was refused: by hour, day, caller and value.',
    example: { input: { tokenId }, output: SAMPLE_USAGE },
  },
  getTokenActivity: {
    summary: 'Lists what a token changed in Keyward itself, the newest first, a page at a time.',
    example: {
      input: { tokenId, limit: 20 },
      output: {
        events: [{ ...SAMPLE_EVENT, actor: { kind: 'token', id: tokenId, name: SAMPLE_TOKEN.name } }],
        nextCursor: null,
      },
    },
  },
  getTokenPermissions: {
    summary: 'Says which of its permissions a token has used, how often and when last, and which never.',
    example: {
      input: { tokenId },
      output: {
        granted: [
          {
            permission: 'notes/notes:find',
            used: { count: 1204, firstAt: SAMPLE_TOKEN.createdAt, lastAt: SAMPLE_TOKEN.lastUse.at },
          },
          { permission: 'notes/notes:create', used: null },
        ],
        observedSince: SAMPLE_TOKEN.createdAt,
        shrunk: null,
      },
    },
  },
  shrinkToken: {
    summary: 'Takes away every permission that a token has never used.',
    description: 'In force everywhere when this returns; it can be undone.',
    example: {
      input: { tokenId },
      output: {
        token: {
          ...SAMPLE_TOKEN,
          access: { kind: 'custom', scopes: ['notes/notes:find'] },
          permissions: ['notes/notes:find'],
          revision: 2,
        },
        receipt: SAMPLE_RECEIPT,
      },
    },
  },
  undoShrink: {
    summary:
      'Undoes a shrink: the token may do again what it could do before, if the asking actor could grant that today.',
    example: { input: { tokenId }, output: { token: { ...SAMPLE_TOKEN, revision: 3 } } },
  },
  verifyToken: {
    summary: 'Judges a token for a service.',
    description: 'A refusal is an answer: the status is 200 either way.',
    example: {
      input: {
        token: SAMPLE_PLAINTEXT,
        need: 'notes/notes:find',
        address: '203.0.113.7',
        agent: 'curl/8.11.1',
      },
      output: {
        valid: true,
        caller: SAMPLE_CALLER,
        permissions: ['notes/notes:find', 'notes/notes:create'],
        rateLimit: { limit: 100, windowSeconds: 60, remaining: 42, resetSeconds: 30 },
      },
    },
  },
  verifyTokens: {
    summary: 'Judges up to 100 tokens for a service, each by itself, and answers in the same order.',
    example: {
      input: {
        checks: [
          { token: SAMPLE_PLAINTEXT, need: 'notes/notes:find', address: '203.0.113.7' },
          { token: SAMPLE_PLAINTEXT, need: 'notes/notes:delete' },
        ],
      },
      output: {
        verdicts: [
          { valid: true, caller: SAMPLE_CALLER, permissions: ['notes/notes:find', 'notes/notes:create'] },
          { valid: false, code: 'permission_missing', caller: SAMPLE_CALLER, need: 'notes/notes:delete' },
        ],
      },
    },
  },
  verifyPresented: {
    summary: 'Judges the presented token itself: 200 with the caller, else 401, 403 or 503.',
    example: {
      input: { need: 'notes/notes:find' },
      output: {
        valid: true,
        caller: SAMPLE_CALLER,
        permissions: ['notes/notes:find', 'notes/notes:create'],
        rateLimit: { limit: 100, windowSeconds: 60, remaining: 42, resetSeconds: 30 },
      },
    },
  },
  listAuditEvents: {
    summary: 'Lists what was changed, the newest first, a page at a time.',
    example: {
      input: { tokenId, kind: ['token.updated', 'token.revoked'], from: '2026-11-01T00:00:00Z', limit: 50 },
      output: { events: [SAMPLE_EVENT], nextCursor: null },
    },
  },
  exportAuditLog: {
    summary: 'Exports the chain as JSON Lines, in its order.',
    description: 'The last line is the head: kept elsewhere, it shows any later truncation.',
    example: { input: { after: 1203 }, output: { head: SAMPLE_HEAD } },
  },
  verifyAuditChain: {
    summary:
      'Verifies the chain from its first event: whether nobody has changed it, or where it first is broken.',
    example: { input: { head: SAMPLE_HEAD }, output: { ok: true, events: 1204, head: SAMPLE_HEAD } },
  },
}
