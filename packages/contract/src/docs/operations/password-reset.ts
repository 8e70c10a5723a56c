import type { passwordResetOperations } from '../../operations/password-reset.ts'
import type { OperationDocs } from '../operation-docs.ts'

export const PASSWORD_RESET_DOCS: Readonly<Record<keyof typeof passwordResetOperations, OperationDocs>> = {
  requestPasswordReset: {
    summary: 'Mails somebody a link to set a new password.',
    description: 'Answers the same, and as fast, whether or not the address is known.',
    example: { input: { email: 'ada@acme.example' }, output: undefined },
  },
  resetPassword: {
    summary:
      'Sets a new password with the secret of a link, once, ends all sessions and revokes the personal tokens that go with a sign-out.',
    example: {
      input: { secret: 'nOtArEaLsEcReTnOtArEaLsEcReTnOtArEaLsEcReT1', password: 'five other words make one' },
      output: undefined,
    },
  },
}
