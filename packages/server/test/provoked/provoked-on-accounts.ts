import assert from 'node:assert/strict'
import { enrol } from '../parts/authenticator.ts'
import { OWNER, type Session, type SetUpHouse, sessionIn } from '../parts/house.ts'
import type { Provoked } from './provoked.ts'

const MINUTE = 60_000
const NEW_PASSWORD = 'some other unrelated words'
/** The first of two steps. */
export const startSignIn = async (house: SetUpHouse) => {
  await enrolled(house)
  return house.ask('POST', '/v1/session', { body: { email: OWNER.email, password: OWNER.password } })
}
const finish = (house: SetUpHouse, as: Session, code: string) =>
  house.ask('POST', '/v1/session/second-factor', { as, body: { code } })
const confirm = (house: SetUpHouse, as: Session, body: object) =>
  house.ask('POST', '/v1/session/confirm', { as, body })
const reset = (house: SetUpHouse, secret: string, password = NEW_PASSWORD) =>
  house.ask('POST', '/v1/password-reset/complete', { body: { secret, password } })
const enrolled = (house: SetUpHouse) => enrol(house, house.owner)
const ofProfile = (house: SetUpHouse, path: string, body?: object, as = { session: house.owner }) =>
  house.ask('POST', `/v1/profile${path}`, { as: as.session, ...(body && { body }) })
const staleProfile = (path: string, body?: object) => (house: SetUpHouse) => {
  house.pass(16 * MINUTE)
  return ofProfile(house, path, body)
}

type OnAccounts =
  | 'finishSignIn'
  | 'confirmSignIn'
  | 'requestPasswordReset'
  | 'resetPassword'
  | 'getProfile'
  | 'updateProfile'
  | 'changePassword'
  | 'beginSecondFactor'
  | 'confirmSecondFactor'
  | 'renewBackupCodes'
  | 'removeSecondFactor'
  | 'listSessions'
  | 'endSession'
  | 'signOutEverywhere'

/** The declared errors of what people do to their own accounts. */
export const PROVOKED_ON_ACCOUNTS: Pick<Provoked, OnAccounts> = {
  finishSignIn: {
    sign_in_expired: (house) => house.ask('POST', '/v1/session/second-factor', { body: { code: '123456' } }),
    second_factor_wrong: async (house) => finish(house, sessionIn(await startSignIn(house)), 'AAAAA-AAAAA'),
    too_many_attempts: async (house) => {
      const pending = sessionIn(await startSignIn(house))
      for (let attempt = 0; attempt < 10; attempt++) await finish(house, pending, 'AAAAA-AAAAA')
      return finish(house, pending, 'AAAAA-AAAAA')
    },
  },
  confirmSignIn: {
    sign_in_failed: (house) => confirm(house, house.owner, { password: 'not my password' }),
    second_factor_required: async (house) =>
      confirm(house, (await enrolled(house)).session, { password: OWNER.password }),
    second_factor_wrong: async (house) =>
      confirm(house, (await enrolled(house)).session, { password: OWNER.password, code: 'AAAAA-AAAAA' }),
    too_many_attempts: async (house) => {
      for (let attempt = 0; attempt < 10; attempt++) await confirm(house, house.owner, { password: 'x' })
      return confirm(house, house.owner, { password: 'x' })
    },
  },
  requestPasswordReset: {
    mail_not_configured: async () => assert.fail('provoked below'),
    too_many_attempts: async (house) => {
      const body = { email: OWNER.email }
      for (let attempt = 0; attempt < 5; attempt++) await house.ask('POST', '/v1/password-reset', { body })
      return house.ask('POST', '/v1/password-reset', { body })
    },
  },
  resetPassword: {
    reset_link_invalid: (house) => reset(house, 'x'),
    password_weak: async (house) => {
      const issued = await house.identity.issueReset(OWNER.email)
      return reset(house, issued?.secret.reveal() ?? '', 'passwordpassword')
    },
    too_many_attempts: async (house) => {
      for (let attempt = 0; attempt < 30; attempt++) await reset(house, 'x')
      return reset(house, 'x')
    },
  },
  getProfile: {},
  updateProfile: {},
  changePassword: {
    sign_in_stale: staleProfile('/password', { current: OWNER.password, password: NEW_PASSWORD }),
    sign_in_failed: (house) => ofProfile(house, '/password', { current: 'wrong', password: NEW_PASSWORD }),
    password_weak: (house) =>
      ofProfile(house, '/password', { current: OWNER.password, password: 'passwordpassword' }),
    too_many_attempts: async (house) => {
      const body = { current: 'wrong', password: NEW_PASSWORD }
      for (let attempt = 0; attempt < 10; attempt++) await ofProfile(house, '/password', body)
      return ofProfile(house, '/password', body)
    },
  },
  beginSecondFactor: {
    sign_in_stale: staleProfile('/second-factor'),
    second_factor_on: async (house) => ofProfile(house, '/second-factor', undefined, await enrolled(house)),
  },
  confirmSecondFactor: {
    sign_in_stale: staleProfile('/second-factor/confirm', { code: '123456' }),
    second_factor_wrong: async (house) => {
      await ofProfile(house, '/second-factor')
      return ofProfile(house, '/second-factor/confirm', { code: 'AAAAA-AAAAA' })
    },
    second_factor_on: async (house) =>
      ofProfile(house, '/second-factor/confirm', { code: '123456' }, await enrolled(house)),
    second_factor_off: (house) => ofProfile(house, '/second-factor/confirm', { code: '123456' }),
    too_many_attempts: async (house) => {
      const body = { code: '123456' }
      for (let attempt = 0; attempt < 10; attempt++) await ofProfile(house, '/second-factor/confirm', body)
      return ofProfile(house, '/second-factor/confirm', body)
    },
  },
  renewBackupCodes: {
    sign_in_stale: staleProfile('/second-factor/backup-codes'),
    second_factor_off: (house) => ofProfile(house, '/second-factor/backup-codes'),
  },
  removeSecondFactor: {
    sign_in_stale: staleProfile('/second-factor/remove', { code: '123456' }),
    second_factor_wrong: async (house) =>
      ofProfile(house, '/second-factor/remove', { code: 'AAAAA-AAAAA' }, await enrolled(house)),
    second_factor_off: (house) => ofProfile(house, '/second-factor/remove', { code: '123456' }),
    too_many_attempts: async (house) => {
      const body = { code: '123456' }
      for (let attempt = 0; attempt < 10; attempt++) await ofProfile(house, '/second-factor/remove', body)
      return ofProfile(house, '/second-factor/remove', body)
    },
  },
  listSessions: {},
  endSession: {
    session_not_found: (house) =>
      house.ask('DELETE', `/v1/profile/sessions/${'0'.repeat(32)}`, { as: house.owner }),
  },
  signOutEverywhere: {},
}
