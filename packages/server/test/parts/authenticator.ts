import { stepAt, totpAt } from '../../src/identity/totp.ts'
import { type Session, type SetUpHouse, sessionIn } from './house.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator app makes of the secret that a person typed or scanned. */
export function createAuthenticator(house: SetUpHouse, secret: string) {
  const bits = [...secret].map((sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const codeAt = (steps: number) => totpAt(bytes, stepAt(house.now()) + steps)
  return {
    /** The code that is shown now, or was or will be shown some steps from now. */
    code: (steps = 0) => codeAt(steps),
    /** Waits for a code that was not there before. */
    next() {
      house.pass(60_000)
      return codeAt(0)
    },
  }
}

export type Enrolled = ReturnType<typeof createAuthenticator> & {
  secret: string
  backupCodes: string[]
  /** The session under its new cookie. */
  session: Session
}

/** Gives whoever is signed in a second factor. */
export async function enrol(house: SetUpHouse, as: Session): Promise<Enrolled> {
  const begun = await house.ask('POST', '/v1/profile/second-factor', { as })
  if (begun.status !== 201) throw new Error(`beginning failed: ${begun.text}`)
  const { secret } = begun.body
  const app = createAuthenticator(house, secret)
  const confirmed = await house.ask('POST', '/v1/profile/second-factor/confirm', {
    as,
    body: { code: app.code() },
  })
  if (confirmed.status !== 200) throw new Error(`confirming failed: ${confirmed.text}`)
  return { ...app, secret, backupCodes: confirmed.body.backupCodes, session: sessionIn(confirmed) }
}
