import { KeywardError } from '@keyward/contract'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { getMigrations } from 'better-auth/db/migration'
import type { Kysely } from 'kysely'

const MINUTE = 60
const DAY = 24 * 60 * MINUTE
/** A session ends after this long without use, and at the latest after `ABSOLUTE_MS`. */
const IDLE_SECONDS = 7 * DAY
const ABSOLUTE_MS = 30 * DAY * 1000

/** A signed-in person and the session that says so. Instants are epoch milliseconds. */
export type SignedIn = {
  user: { id: string; name: string; email: string }
  signedInAt: number
  expiresAt: number
}

/** What a browser sent that identity looks at. */
export type Visitor = { cookie: string | undefined; agent: string | undefined; address: string }

/** People and their sessions. Answers the `Set-Cookie` lines that the browser must get. */
export type Identity = {
  cookieName: string
  sessionOf(visitor: Visitor): Promise<{ session: SignedIn | undefined; cookies: string[] }>
  /** @throws KeywardError `sign_in_failed` */
  signIn(
    visitor: Visitor,
    input: { email: string; password: string },
  ): Promise<{ session: SignedIn; cookies: string[] }>
  signOut(visitor: Visitor): Promise<{ cookies: string[] }>
  /** Makes a user, or gives an unclaimed one of that e-mail this name and password. */
  claimUser(input: { name: string; email: string; password: string }): Promise<{ id: string }>
}

export type IdentityOptions = {
  // biome-ignore lint/suspicious/noExplicitAny: better-auth brings its own tables, which our schema type does not list.
  database: Kysely<any>
  /** Signs the session cookie. */
  secret: string
  /** Whether people reach us by https: cookies are then `Secure` and bound to the host. */
  secure: boolean
  publicUrl: string
  now(): number
}

/**
 * People sign in through better-auth, used as a library: of its own HTTP surface nothing is mounted.
 * Its tables stand beside ours in the same database.
 */
export async function createIdentity(options: IdentityOptions): Promise<Identity> {
  const cookieName = options.secure ? '__Host-keyward' : 'keyward'
  const settings = settingsOf(options, cookieName)
  await options.database.transaction().execute(async (database) => {
    const { runMigrations } = await getMigrations({ ...settings, database: { db: database, type: 'sqlite' } })
    await runMigrations()
  })
  const auth = betterAuth({
    ...settings,
    database: { db: options.database, type: 'sqlite', transaction: true },
  })

  // It also clears cookies of features that are off; browsers need not hear of those.
  const cookiesIn = (headers: Headers) =>
    headers.getSetCookie().filter((line) => line.startsWith(`${cookieName}=`))

  const sessionOf: Identity['sessionOf'] = async (visitor) => {
    if (!visitor.cookie?.includes(`${cookieName}=`)) return { session: undefined, cookies: [] }
    const { response, headers } = await auth.api.getSession({
      headers: headersOf(visitor),
      returnHeaders: true,
    })
    const cookies = cookiesIn(headers)
    if (!response) return { session: undefined, cookies }
    const signedInAt = response.session.createdAt.getTime()
    const end = signedInAt + ABSOLUTE_MS
    if (options.now() >= end) return { session: undefined, cookies }
    const { id, name, email } = response.user
    const expiresAt = Math.min(response.session.expiresAt.getTime(), end)
    return { session: { user: { id, name, email }, signedInAt, expiresAt }, cookies }
  }

  const signOut: Identity['signOut'] = async (visitor) => {
    const { headers } = await auth.api.signOut({ headers: headersOf(visitor), returnHeaders: true })
    return { cookies: cookiesIn(headers) }
  }

  return {
    cookieName,
    sessionOf,
    signOut,
    async signIn(visitor, body) {
      const { cookies } = await refuseWrong(() => signInWith(visitor, body))
      const { session: earlier } = await sessionOf(visitor)
      if (earlier) await signOut(visitor)
      const cookie = cookies.map((line) => line.split(';', 1)[0]).join('; ')
      const { session } = await sessionOf({ ...visitor, cookie })
      if (!session) throw new TypeError('a session just made is not there')
      return { session, cookies }
    },
    async claimUser({ name, email, password }) {
      const { internalAdapter, password: passwords } = await auth.$context
      const known = await internalAdapter.findUserByEmail(email.toLowerCase())
      if (!known) {
        const { user } = await auth.api.signUpEmail({ body: { name, email, password } })
        return { id: user.id }
      }
      await internalAdapter.updateUser(known.user.id, { name })
      await internalAdapter.updatePassword(known.user.id, await passwords.hash(password))
      return { id: known.user.id }
    },
  }

  async function signInWith(visitor: Visitor, body: { email: string; password: string }) {
    const { headers } = await auth.api.signInEmail({
      body,
      headers: headersOf({ ...visitor, cookie: undefined }),
      returnHeaders: true,
    })
    return { cookies: cookiesIn(headers) }
  }
}

function settingsOf({ secret, secure, publicUrl }: IdentityOptions, cookieName: string) {
  return {
    baseURL: publicUrl,
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, autoSignIn: false, minPasswordLength: 15, maxPasswordLength: 128 },
    user: { modelName: 'auth_user' },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    session: {
      modelName: 'auth_session',
      expiresIn: IDLE_SECONDS,
      updateAge: DAY,
      cookieCache: { enabled: false },
    },
    advanced: {
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: cookieName,
          attributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
  } as const satisfies BetterAuthOptions
}

function headersOf({ cookie, agent, address }: Visitor): Headers {
  return new Headers({
    'x-forwarded-for': address,
    ...(cookie !== undefined && { cookie }),
    ...(agent !== undefined && { 'user-agent': agent }),
  })
}

async function refuseWrong<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof APIError && error.status === 'UNAUTHORIZED') throw new KeywardError('sign_in_failed')
    throw error
  }
}
