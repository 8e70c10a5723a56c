import { z } from 'zod'
import { ExternalId, Instant, MemberId, OrganizationId, RoleId } from '../ids.ts'
import { OnceHeaders } from '../once.ts'
import { Permission } from '../permission.ts'
import { Policy } from '../policy.ts'
import { MintAnswer, Receipt, RevokeReasonInput, Token } from '../token.ts'
import { operation } from './operation.ts'
import { GraceMs } from './tokens.ts'

/** A person's own view of one organisation: who they are there and what they may do and grant. */
export const Membership = z.strictObject({
  organization: z.strictObject({
    id: OrganizationId,
    name: z.string(),
    home: z.boolean(),
    contact: z.string().nullable(),
    policy: Policy.describe('what it allows of new tokens'),
  }),
  memberId: MemberId,
  externalId: ExternalId.nullable(),
  role: z.strictObject({ id: RoleId, name: z.string() }),
  permissions: z.array(Permission),
})
export type Membership = z.infer<typeof Membership>

export const Session = z.strictObject({
  user: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }),
  signedInAt: Instant,
  confirmedAt: Instant.describe('when the person last proved who they are: fresh for 15 minutes'),
  secondFactor: z.boolean().describe('whether they did so with their second factor as well'),
  expiresAt: Instant,
  address: z.string().describe('from where this request came, as the server sees it'),
  memberships: z.array(Membership),
})
export type Session = z.infer<typeof Session>

export const SignInInput = z.strictObject({
  email: z.email('expected an e-mail address').max(254),
  password: z.string().min(1, 'give your password').max(128),
})

/** A code of an authenticator app, or a backup code. */
export const SecondFactorCode = z.string().trim().min(1, 'give the code').max(20)

export const sessionOperations = {
  /** Signs a person in and sets the session cookie; where they have a second factor, only half: `second_factor_required`, and a cookie for the other half. */
  signIn: operation({
    method: 'POST',
    path: '/v1/session',
    tag: 'Session',
    authority: 'none',
    body: SignInInput,
    output: Session,
    errors: [
      'sign_in_failed',
      'second_factor_required',
      'membership_required',
      'too_many_attempts',
      'setup_required',
    ],
  }),
  /** Signs in the rest of the way, in the browser that began: with a code of the second factor, or a backup code. */
  finishSignIn: operation({
    method: 'POST',
    path: '/v1/session/second-factor',
    tag: 'Session',
    authority: 'none',
    body: z.strictObject({ code: SecondFactorCode }),
    output: Session,
    errors: ['sign_in_expired', 'second_factor_wrong', 'too_many_attempts'],
  }),
  /** Proves anew that it is you, by password and, where you have one, second factor: the session stays, its cookie is new. */
  confirmSignIn: operation({
    method: 'POST',
    path: '/v1/session/confirm',
    tag: 'Session',
    authority: 'session',
    body: z.strictObject({
      password: z.string().min(1, 'give your password').max(128),
      code: SecondFactorCode.optional(),
    }),
    output: Session,
    errors: ['sign_in_failed', 'second_factor_required', 'second_factor_wrong', 'too_many_attempts'],
  }),
  /** Tells a signed-in person who they are and what they may do, organisation by organisation. */
  getSession: operation({
    method: 'GET',
    path: '/v1/session',
    tag: 'Session',
    authority: 'session',
    output: Session,
    errors: [],
  }),
  /** Ends this session and revokes the personal tokens that go with it, in every organisation: they are refused everywhere when it returns. */
  signOut: operation({
    method: 'DELETE',
    path: '/v1/session',
    tag: 'Session',
    authority: 'session',
    output: z.undefined(),
    success: 204,
    errors: [],
  }),
  /** Tells a token who it is and what it may do now. */
  getSelf: operation({
    method: 'GET',
    path: '/v1/self',
    tag: 'Self',
    authority: 'token',
    output: z.strictObject({
      token: Token,
      organization: z.strictObject({ id: OrganizationId, name: z.string() }),
    }),
    errors: [],
  }),
  /** Replaces the secret of the token that asks. The old value stops when this returns, or after the grace period; the expiry stays. */
  regenerateSelf: operation({
    method: 'POST',
    path: '/v1/self/regenerate',
    tag: 'Self',
    authority: 'token',
    headers: OnceHeaders,
    body: z.strictObject({
      graceMs: GraceMs.default(0).describe('how long the old value lives on, in milliseconds'),
    }),
    output: MintAnswer,
    errors: ['value_replaced', 'idempotency_key_reused'],
  }),
  /** Revokes the token that asks. When this returns, it is refused everywhere. */
  revokeSelf: operation({
    method: 'POST',
    path: '/v1/self/revoke',
    tag: 'Self',
    authority: 'token',
    body: z.strictObject({
      reason: RevokeReasonInput.default('not_needed').describe(
        '`compromised` is final: it cannot be re-approved',
      ),
    }),
    output: z.strictObject({ token: Token, receipt: Receipt }),
    errors: [],
  }),
} as const
