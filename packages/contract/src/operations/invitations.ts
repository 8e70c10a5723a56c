import { z } from 'zod'
import { InvitationId, RoleId } from '../ids.ts'
import { Invitation, IssuedInvitation, OpenedInvitation } from '../member.ts'
import { permission } from '../permission.ts'
import { operation } from './operation.ts'
import { LinkSecret } from './password-reset.ts'
import { SecondFactorCode, Session } from './session.ts'
import { NewPassword, PersonName } from './setup.ts'

const invite = [permission('keyward', 'members', 'invite')] as const
const one = z.strictObject({ invitationId: InvitationId })
const email = z.email('expected an e-mail address').max(254)

/** How somebody joins: with an account that they make now, or with one that they have. */
export const JoiningAs = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new'), name: PersonName, password: NewPassword }),
  z.strictObject({
    kind: z.literal('account'),
    email,
    password: z.string().min(1, 'give your password').max(128),
    code: SecondFactorCode.optional(),
  }),
])
export type JoiningAs = z.infer<typeof JoiningAs>

export const invitationOperations = {
  /** Lists the invitations that nobody has accepted yet, the newest first. */
  listInvitations: operation({
    method: 'GET',
    path: '/v1/invitations',
    tag: 'Members',
    authority: [permission('keyward', 'members', 'read'), ...invite],
    output: z.strictObject({ invitations: z.array(Invitation) }),
    errors: [],
  }),
  /** Invites somebody by e-mail. The link is answered as well, so that it can be handed over where no mail is sent. An earlier link for this e-mail is no longer good. */
  inviteMember: operation({
    method: 'POST',
    path: '/v1/invitations',
    tag: 'Members',
    authority: invite,
    body: z.strictObject({ email, role: RoleId }),
    output: IssuedInvitation,
    success: 201,
    errors: ['member_exists', 'role_unknown', 'scope_exceeds_rights', 'owner_required', 'sign_in_stale'],
  }),
  /** Sends an invitation again, with a new link and a new week. The link before is no longer good. */
  resendInvitation: operation({
    method: 'POST',
    path: '/v1/invitations/{invitationId}/resend',
    tag: 'Members',
    authority: invite,
    params: one,
    output: IssuedInvitation,
    errors: [
      'invitation_not_found',
      'member_exists',
      'role_unknown',
      'scope_exceeds_rights',
      'owner_required',
      'sign_in_stale',
    ],
  }),
  /** Takes an invitation back. Its link is no longer good. */
  cancelInvitation: operation({
    method: 'DELETE',
    path: '/v1/invitations/{invitationId}',
    tag: 'Members',
    authority: invite,
    params: one,
    output: z.undefined(),
    success: 204,
    errors: ['invitation_not_found'],
  }),
  /** Tells the holder of a link who invites them, as what. */
  openInvitation: operation({
    method: 'POST',
    path: '/v1/invitations/open',
    tag: 'Members',
    authority: 'none',
    body: z.strictObject({ secret: LinkSecret }),
    output: OpenedInvitation,
    errors: ['invitation_invalid', 'invitation_expired', 'invitation_used', 'too_many_attempts'],
  }),
  /** Accepts an invitation, once, with a new account or with one’s own, and signs in. */
  acceptInvitation: operation({
    method: 'POST',
    path: '/v1/invitations/accept',
    tag: 'Members',
    authority: 'none',
    body: z.strictObject({ secret: LinkSecret, as: JoiningAs }),
    output: Session,
    success: 201,
    errors: [
      'invitation_invalid',
      'invitation_expired',
      'invitation_used',
      'account_exists',
      'member_exists',
      'password_weak',
      'sign_in_failed',
      'second_factor_required',
      'second_factor_wrong',
      'too_many_attempts',
    ],
  }),
  /** Accepts an invitation, once, as the person who is signed in. */
  joinOrganization: operation({
    method: 'POST',
    path: '/v1/invitations/join',
    tag: 'Members',
    authority: 'session',
    body: z.strictObject({ secret: LinkSecret }),
    output: Session,
    errors: [
      'invitation_invalid',
      'invitation_expired',
      'invitation_used',
      'member_exists',
      'too_many_attempts',
    ],
  }),
} as const
