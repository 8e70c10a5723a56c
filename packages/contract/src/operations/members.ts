import { z } from 'zod'
import { MemberId, RoleId, TokenId } from '../ids.ts'
import { pageLimit } from '../lists.ts'
import { ListedMember, Member, MemberDetail, MemberStatus } from '../member.ts'
import { permission } from '../permission.ts'
import { Receipt } from '../token.ts'
import { operation } from './operation.ts'
import { PersonName } from './setup.ts'

const members = (action: string) => permission('keyward', 'members', action)
const one = z.strictObject({ memberId: MemberId })

export const memberOperations = {
  /** Lists the members of the organisation by name, a page at a time. */
  listMembers: operation({
    method: 'GET',
    path: '/v1/members',
    tag: 'Members',
    authority: [members('read')],
    query: z.strictObject({
      search: z.string().max(200).optional().describe('part of the name or of the e-mail'),
      status: MemberStatus.optional().describe('all if omitted'),
      role: RoleId.optional(),
      limit: pageLimit,
      cursor: z.string().max(2000).optional().describe('`nextCursor` of the page before'),
    }),
    output: z.strictObject({
      members: z.array(ListedMember),
      total: z.int(),
      nextCursor: z.string().nullable(),
    }),
    errors: ['cursor_invalid'],
  }),
  /** Fetches one member, with what they own and what they made: what would stop without them, and what would go on. */
  getMember: operation({
    method: 'GET',
    path: '/v1/members/{memberId}',
    tag: 'Members',
    authority: [members('read')],
    params: one,
    output: MemberDetail,
    errors: ['member_not_found'],
  }),
  /** Changes what a member is called or may do. A narrower role is in force everywhere when this returns. */
  updateMember: operation({
    method: 'PATCH',
    path: '/v1/members/{memberId}',
    tag: 'Members',
    authority: [members('update')],
    params: one,
    body: z.strictObject({ name: PersonName.optional(), role: RoleId.optional() }),
    output: z.strictObject({ member: Member, receipt: Receipt.nullable() }),
    errors: [
      'member_not_found',
      'role_unknown',
      'scope_exceeds_rights',
      'owner_required',
      'last_owner',
      'sign_in_stale',
    ],
  }),
  /** Deactivates a member: they may do nothing here any more, and their personal tokens have stopped everywhere when this returns. */
  deactivateMember: operation({
    method: 'POST',
    path: '/v1/members/{memberId}/deactivate',
    tag: 'Members',
    authority: [members('deactivate')],
    params: one,
    output: z.strictObject({ member: Member, receipt: Receipt }),
    errors: ['member_not_found', 'owner_required', 'last_owner'],
  }),
  /** Reactivates a member: those of their personal tokens that were not revoked work again. */
  reactivateMember: operation({
    method: 'POST',
    path: '/v1/members/{memberId}/reactivate',
    tag: 'Members',
    authority: [members('deactivate')],
    params: one,
    output: z.strictObject({ member: Member }),
    errors: ['member_not_found', 'scope_exceeds_rights', 'owner_required', 'sign_in_stale'],
  }),
  /** Removes a member and revokes their personal tokens, for good: a new invitation does not bring these back. */
  removeMember: operation({
    method: 'DELETE',
    path: '/v1/members/{memberId}',
    tag: 'Members',
    authority: [members('remove')],
    params: one,
    output: z.strictObject({
      id: MemberId,
      revoked: z.array(TokenId).describe('the personal tokens that were live'),
      receipt: Receipt,
    }),
    errors: ['member_not_found', 'owner_required', 'last_owner'],
  }),
} as const
