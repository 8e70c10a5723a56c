import { enrol } from '../parts/authenticator.ts'
import { asking, newPerson, PASSWORD, type Prepare, type Writes } from './writes.ts'

const NEW_PASSWORD = 'some other unrelated words'
const NO_CHANGE =
  'who is signed in is no change of an organisation; tokens that go with it have an event each'

/** As somebody new. */
const mine =
  (method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: object): Prepare =>
  async (house) =>
    asking(house, method, url, body, (await newPerson(house)).session)

/** As somebody new with a second factor. */
const enrolled =
  (url: string, bodyOf: (app: Awaited<ReturnType<typeof enrol>>) => object | undefined): Prepare =>
  async (house) => {
    const app = await enrol(house, (await newPerson(house)).session)
    return () => house.ask('POST', url, { as: app.session, ...(bodyOf(app) && { body: bodyOf(app) }) })
  }

/** What people do to their sign-ins and accounts, and what is done about mails. */
export const WRITES_ON_ACCOUNTS: Writes<
  | 'signIn'
  | 'finishSignIn'
  | 'confirmSignIn'
  | 'signOut'
  | 'requestPasswordReset'
  | 'resetPassword'
  | 'updateProfile'
  | 'changePassword'
  | 'beginSecondFactor'
  | 'confirmSecondFactor'
  | 'renewBackupCodes'
  | 'removeSecondFactor'
  | 'endSession'
  | 'signOutEverywhere'
  | 'retryNotice'
  | 'sendTestMail'
  | 'updateNoticePreferences'
> = {
  signIn: [
    { tells: [], because: NO_CHANGE },
    async (house) => {
      const { email } = await newPerson(house)
      return () => house.ask('POST', '/v1/session', { body: { email, password: PASSWORD } })
    },
  ],
  finishSignIn: [
    { tells: [], because: NO_CHANGE },
    async (house) => {
      const { email, session } = await newPerson(house)
      const app = await enrol(house, session)
      const half = await house.ask('POST', '/v1/session', { body: { email, password: PASSWORD } })
      const cookie = [half.headers['set-cookie'] ?? []]
        .flat()
        .map((line) => line.split(';', 1)[0])
        .join('; ')
      return asking(house, 'POST', '/v1/session/second-factor', { code: app.code(1) }, { cookie })
    },
  ],
  confirmSignIn: [
    { tells: [], because: NO_CHANGE },
    mine('POST', '/v1/session/confirm', { password: PASSWORD }),
  ],
  signOut: [{ tells: [], because: NO_CHANGE }, mine('DELETE', '/v1/session')],
  endSession: [
    { tells: [], because: NO_CHANGE },
    async (house) => {
      const { email, session } = await newPerson(house)
      await house.signIn(email, PASSWORD)
      const { body } = await house.ask('GET', '/v1/profile/sessions', { as: session })
      const other = body.sessions.find(({ current }: { current: boolean }) => !current)
      return asking(house, 'DELETE', `/v1/profile/sessions/${other.id}`, undefined, session)
    },
  ],
  signOutEverywhere: [{ tells: [], because: NO_CHANGE }, mine('DELETE', '/v1/profile/sessions')],
  requestPasswordReset: [
    { tells: [], because: 'anybody may ask for a link: only its use changes something' },
    async (house) => {
      const { email } = await newPerson(house)
      return () => house.ask('POST', '/v1/password-reset', { body: { email } })
    },
  ],
  resetPassword: [
    'account.password_reset',
    async (house) => {
      const { email } = await newPerson(house)
      const issued = await house.identity.issueReset(email)
      const body = { secret: issued?.secret.reveal(), password: NEW_PASSWORD }
      return () => house.ask('POST', '/v1/password-reset/complete', { body })
    },
  ],
  updateProfile: ['account.renamed', mine('PATCH', '/v1/profile', { name: 'Renamed' })],
  changePassword: [
    'account.password_changed',
    mine('POST', '/v1/profile/password', { current: PASSWORD, password: NEW_PASSWORD }),
  ],
  beginSecondFactor: [
    { tells: [], because: 'a second factor that is not confirmed yet asks nobody for anything' },
    mine('POST', '/v1/profile/second-factor'),
  ],
  confirmSecondFactor: [
    'account.second_factor_on',
    async (house) => {
      const { session } = await newPerson(house)
      return async () => {
        const { session: renewed, ...app } = await enrol(house, session)
        return { status: 200, body: app, text: renewed.cookie, headers: {} }
      }
    },
  ],
  renewBackupCodes: [
    'account.backup_codes_renewed',
    enrolled('/v1/profile/second-factor/backup-codes', () => undefined),
  ],
  removeSecondFactor: [
    'account.second_factor_off',
    enrolled('/v1/profile/second-factor/remove', (app) => ({ code: app.code(1) })),
  ],
  updateNoticePreferences: ['notices.muted', mine('PUT', '/v1/notices/preferences', { muted: ['expiring'] })],
  retryNotice: [
    'notice.retried',
    async (house) => {
      await house.generate({ name: 'told of', owner: 'organization' })
      const { body } = await house.ask('GET', '/v1/notices', { as: house.owner })
      const { id } = body.notices[0]
      await house.store.transact(async ({ notices }) => {
        const notice = await notices.lock(house.organizationId as never, id)
        if (notice) await notices.update({ ...notice, status: 'failed', settledAt: house.now() })
      })
      return asking(house, 'POST', `/v1/notices/${id}/retry`)
    },
  ],
  sendTestMail: [
    { tells: [], because: 'a test mail changes nothing' },
    async (house) => asking(house, 'POST', '/v1/notices/test'),
  ],
}
