import type { invitationOperations } from '../../operations/invitations.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_INVITATION, SAMPLE_ISSUED, SAMPLE_SESSION } from '../samples.ts'

export const INVITATION_DOCS: Readonly<Record<keyof typeof invitationOperations, OperationDocs>> = {
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
}
