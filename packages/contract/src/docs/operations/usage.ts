import type { usageOperations } from '../../operations/usage.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_EVENT, SAMPLE_RECEIPT, SAMPLE_SLOT, SAMPLE_TOKEN, SAMPLE_USAGE } from '../samples.ts'

const tokenId = SAMPLE_TOKEN.id

export const USAGE_DOCS: Readonly<Record<keyof typeof usageOperations, OperationDocs>> = {
  getUsageSummary: {
    summary: 'Says in numbers how many tokens there are and what they do, over the whole organisation.',
    example: {
      input: { reach: 'organization' },
      output: {
        live: 142,
        expiringSoon: 3,
        neverUsed: 12,
        refusedLately: 2,
        hours: [SAMPLE_SLOT],
        days: [SAMPLE_SLOT],
      },
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
}
