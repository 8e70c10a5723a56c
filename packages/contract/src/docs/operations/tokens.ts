import type { tokenOperations } from '../../operations/tokens.ts'
import type { OperationDocs } from '../operation-docs.ts'
import {
  SAMPLE_FRESH,
  SAMPLE_LISTED,
  SAMPLE_PLAINTEXT,
  SAMPLE_RECEIPT,
  SAMPLE_REVOKED,
  SAMPLE_TOKEN,
} from '../samples.ts'

const batchId = 'bat_019aa3d2b8407c1e8f3a6d5b2c1e0f94'
const tokenId = SAMPLE_TOKEN.id

export const TOKEN_DOCS: Readonly<Record<keyof typeof tokenOperations, OperationDocs>> = {
  listTokens: {
    summary: 'Lists tokens, a page at a time: filtered, sorted, live ones first unless sorted otherwise.',
    example: {
      input: { reach: 'organization', status: ['active', 'pending'], sort: '-lastUsedAt', limit: 50 },
      output: { tokens: [SAMPLE_LISTED], total: 1, nextCursor: null, seats: null },
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
}
