import type { sessionOperations } from '../../operations/session.ts'
import type { OperationDocs } from '../operation-docs.ts'
import {
  SAMPLE_FRESH,
  SAMPLE_ORGANIZATION,
  SAMPLE_PLAINTEXT,
  SAMPLE_RECEIPT,
  SAMPLE_REVOKED,
  SAMPLE_SESSION,
  SAMPLE_TOKEN,
} from '../samples.ts'

export const SESSION_DOCS: Readonly<Record<keyof typeof sessionOperations, OperationDocs>> = {
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
}
