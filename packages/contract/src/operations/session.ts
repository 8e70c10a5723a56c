import { z } from 'zod'
import { ExternalId, Instant, MemberId, OrganizationId, RoleId } from '../ids.ts'
import { Permission } from '../permission.ts'
import { Token } from '../token.ts'
import { operation } from './operation.ts'

/** A person's own view of one organisation: who they are there and what they may do and grant. */
export const Membership = z.strictObject({
  organization: z.strictObject({
    id: OrganizationId,
    name: z.string(),
    home: z.boolean(),
    contact: z.string().nullable(),
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
  expiresAt: Instant,
  memberships: z.array(Membership),
})
export type Session = z.infer<typeof Session>

export const SignInInput = z.strictObject({
  email: z.email('expected an e-mail address').max(254),
  password: z.string().min(1, 'give your password').max(128),
})

export const sessionOperations = {
  /** Signs a person in and sets the session cookie. */
  signIn: operation({
    method: 'POST',
    path: '/v1/session',
    tag: 'Session',
    authority: 'none',
    body: SignInInput,
    output: Session,
    errors: ['sign_in_failed', 'too_many_attempts', 'setup_required'],
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
} as const
