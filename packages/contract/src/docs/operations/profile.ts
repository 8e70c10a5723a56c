import type { profileOperations } from '../../operations/profile.ts'
import type { OperationDocs } from '../operation-docs.ts'
import { SAMPLE_BACKUP_CODES, SAMPLE_OPEN_SESSION, SAMPLE_PROFILE } from '../samples.ts'

export const PROFILE_DOCS: Readonly<Record<keyof typeof profileOperations, OperationDocs>> = {
  getProfile: {
    summary: 'Tells a signed-in person about their own account.',
    example: { input: {}, output: SAMPLE_PROFILE },
  },
  updateProfile: {
    summary: "Changes one's name, in every organisation.",
    example: { input: { name: 'Ada Berg' }, output: SAMPLE_PROFILE },
  },
  changePassword: {
    summary: "Changes one's password and ends one's other sessions; this one goes on under a new cookie.",
    example: {
      input: { current: 'four words make one', password: 'five other words make one' },
      output: undefined,
    },
  },
  beginSecondFactor: {
    summary:
      'Begins a second factor: a new secret for an authenticator app, which is in force once its first code is confirmed.',
    example: {
      input: {},
      output: {
        secret: 'NOTAREALSECRETNOTAREALSECRETNOTA',
        uri: 'otpauth://totp/Keyward:ada%40acme.example?secret=NOTAREALSECRETNOTAREALSECRETNOTA&issuer=Keyward&digits=6&period=30',
      },
    },
  },
  confirmSecondFactor: {
    summary:
      "Puts the second factor in force by its first code, hands out backup codes, and ends one's other sessions.",
    example: { input: { code: '492039' }, output: { backupCodes: SAMPLE_BACKUP_CODES } },
  },
  renewBackupCodes: {
    summary: 'Replaces the backup codes; the old ones are no longer good.',
    example: { input: {}, output: { backupCodes: SAMPLE_BACKUP_CODES } },
  },
  removeSecondFactor: {
    summary: "Takes the second factor away, with a code of it, and ends one's other sessions.",
    example: { input: { code: '492039' }, output: undefined },
  },
  listSessions: {
    summary: "Lists one's open sessions, the last seen first.",
    example: { input: {}, output: { sessions: [SAMPLE_OPEN_SESSION] } },
  },
  endSession: {
    summary: "Ends one of one's sessions; ending the one that asks is signing out.",
    example: { input: { sessionId: SAMPLE_OPEN_SESSION.id }, output: undefined },
  },
  signOutEverywhere: {
    summary:
      'Signs out everywhere else: ends all sessions but the one that asks, and revokes the personal tokens that go with a sign-out.',
    example: { input: {}, output: { ended: 2 } },
  },
}
