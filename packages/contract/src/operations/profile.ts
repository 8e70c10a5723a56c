import { z } from 'zod'
import { Instant, SessionId } from '../ids.ts'
import { operation } from './operation.ts'
import { SecondFactorCode } from './session.ts'
import { NewPassword, PersonName } from './setup.ts'

/** A signed-in person's own account, the same in every organisation. */
export const Profile = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  secondFactor: z
    .strictObject({
      since: Instant,
      backupCodes: z.int().describe('how many are left'),
    })
    .nullable()
    .describe('null: signing in takes the password alone'),
})
export type Profile = z.infer<typeof Profile>

/** One signed-in browser of a person. */
export const OpenSession = z.strictObject({
  id: SessionId,
  current: z.boolean().describe('whether it is the one that asks'),
  signedInAt: Instant,
  lastSeenAt: Instant.describe('ten minutes more or less'),
  expiresAt: Instant,
  address: z.string().nullable(),
  agent: z.string().nullable(),
  secondFactor: z.boolean(),
})
export type OpenSession = z.infer<typeof OpenSession>

const BackupCodes = z.array(z.string()).describe('each good once; in this answer and nowhere else, ever')

export const profileOperations = {
  /** Tells a signed-in person about their own account. */
  getProfile: operation({
    method: 'GET',
    path: '/v1/profile',
    tag: 'Profile',
    authority: 'session',
    output: Profile,
    errors: [],
  }),
  /** Changes one's name, in every organisation. */
  updateProfile: operation({
    method: 'PATCH',
    path: '/v1/profile',
    tag: 'Profile',
    authority: 'session',
    body: z.strictObject({ name: PersonName }),
    output: Profile,
    errors: [],
  }),
  /** Changes one's password and ends one's other sessions; this one goes on under a new cookie. */
  changePassword: operation({
    method: 'POST',
    path: '/v1/profile/password',
    tag: 'Profile',
    authority: 'session',
    body: z.strictObject({
      current: z.string().min(1, 'give your current password').max(128),
      password: NewPassword,
    }),
    output: z.undefined(),
    success: 204,
    errors: ['sign_in_stale', 'sign_in_failed', 'password_weak', 'too_many_attempts'],
  }),
  /** Begins a second factor: a new secret for an authenticator app, which is in force once its first code is confirmed. */
  beginSecondFactor: operation({
    method: 'POST',
    path: '/v1/profile/second-factor',
    tag: 'Profile',
    authority: 'session',
    output: z.strictObject({
      secret: z.string().describe('base32, to be typed into an app'),
      uri: z.string().describe('otpauth address, to be shown as a QR code'),
    }),
    success: 201,
    errors: ['sign_in_stale', 'second_factor_on'],
  }),
  /** Puts the second factor in force by its first code, hands out backup codes, and ends one's other sessions. */
  confirmSecondFactor: operation({
    method: 'POST',
    path: '/v1/profile/second-factor/confirm',
    tag: 'Profile',
    authority: 'session',
    body: z.strictObject({ code: SecondFactorCode }),
    output: z.strictObject({ backupCodes: BackupCodes }),
    errors: [
      'sign_in_stale',
      'second_factor_wrong',
      'second_factor_on',
      'second_factor_off',
      'too_many_attempts',
    ],
  }),
  /** Replaces the backup codes; the old ones are no longer good. */
  renewBackupCodes: operation({
    method: 'POST',
    path: '/v1/profile/second-factor/backup-codes',
    tag: 'Profile',
    authority: 'session',
    output: z.strictObject({ backupCodes: BackupCodes }),
    errors: ['sign_in_stale', 'second_factor_off'],
  }),
  /** Takes the second factor away, with a code of it, and ends one's other sessions. */
  removeSecondFactor: operation({
    method: 'POST',
    path: '/v1/profile/second-factor/remove',
    tag: 'Profile',
    authority: 'session',
    body: z.strictObject({ code: SecondFactorCode }),
    output: z.undefined(),
    success: 204,
    errors: ['sign_in_stale', 'second_factor_wrong', 'second_factor_off', 'too_many_attempts'],
  }),
  /** Lists one's open sessions, the last seen first. */
  listSessions: operation({
    method: 'GET',
    path: '/v1/profile/sessions',
    tag: 'Profile',
    authority: 'session',
    output: z.strictObject({ sessions: z.array(OpenSession) }),
    errors: [],
  }),
  /** Ends one of one's sessions; ending the one that asks is signing out. */
  endSession: operation({
    method: 'DELETE',
    path: '/v1/profile/sessions/{sessionId}',
    tag: 'Profile',
    authority: 'session',
    params: z.strictObject({ sessionId: SessionId }),
    output: z.undefined(),
    success: 204,
    errors: ['session_not_found'],
  }),
  /** Signs out everywhere else: ends all sessions but the one that asks, and revokes the personal tokens that go with a sign-out. */
  signOutEverywhere: operation({
    method: 'DELETE',
    path: '/v1/profile/sessions',
    tag: 'Profile',
    authority: 'session',
    output: z.strictObject({ ended: z.int().describe('how many other sessions there were') }),
    errors: [],
  }),
} as const
