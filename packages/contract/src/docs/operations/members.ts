import type { memberOperations } from '../../operations/members.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_MEMBER, SAMPLE_RECEIPT, SAMPLE_TOKEN } from '../samples.ts'

const tokenId = SAMPLE_TOKEN.id
const memberId = SAMPLE_MEMBER.id

export const MEMBER_DOCS: Readonly<Record<keyof typeof memberOperations, OperationDocs>> = {
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
}
