import { z } from 'zod'
import { operation } from './operation.ts'
import { NewPassword } from './setup.ts'

/** The secret of a link in a mail. */
export const LinkSecret = z.string().min(1, 'open the link from the mail').max(200)

export const passwordResetOperations = {
  /** Mails somebody a link to set a new password. Answers the same, and as fast, whether or not the address is known. */
  requestPasswordReset: operation({
    method: 'POST',
    path: '/v1/password-reset',
    tag: 'Session',
    authority: 'none',
    body: z.strictObject({ email: z.email('expected an e-mail address').max(254) }),
    output: z.undefined(),
    success: 204,
    errors: ['mail_not_configured', 'too_many_attempts'],
  }),
  /** Sets a new password with the secret of a link, once, ends all sessions and revokes the personal tokens that go with a sign-out. */
  resetPassword: operation({
    method: 'POST',
    path: '/v1/password-reset/complete',
    tag: 'Session',
    authority: 'none',
    body: z.strictObject({ secret: LinkSecret, password: NewPassword }),
    output: z.undefined(),
    success: 204,
    errors: ['reset_link_invalid', 'password_weak', 'too_many_attempts'],
  }),
} as const
