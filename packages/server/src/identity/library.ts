import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { generateRandomString } from 'better-auth/crypto'
import { getMigrations } from 'better-auth/db/migration'
import type { Kysely } from 'kysely'
import { z } from 'zod'

const MINUTE = 60
const DAY = 24 * 60 * MINUTE
/** A session ends after this long without use. */
const IDLE_SECONDS = 7 * DAY
/** A session in use says so at most this often. */
const SEEN_SECONDS = 10 * MINUTE

/** What a browser sent that identity looks at. */
export type Visitor = { cookie: string | undefined; agent: string | undefined; address: string }

export type User = { id: string; name: string; email: string }

/** A session as it is kept. Instants are epoch milliseconds. */
export type SessionRow = {
  id: string
  userId: string
  createdAt: number
  /** When the person last proved who they are. */
  confirmedAt: number
  /** Whether they did so with their second factor as well. */
  secondFactor: boolean
  /** When it was last seen, ten minutes more or less. */
  seenAt: number
  expiresAt: number
  address: string | null
  agent: string | null
}

/** What a proof of identity says about the session that it opens or renews. */
export type Proof = { at: number; secondFactor: boolean }

/** What we take from the library: users, password hashes, sessions and their signed cookies. */
export interface Library {
  cookieName: string
  sessionOf(
    visitor: Visitor,
  ): Promise<{ found: { row: SessionRow; user: User } | undefined; cookies: string[] }>
  open(visitor: Visitor, userId: string, proof: Proof): Promise<{ cookies: string[] }>
  /** Gives a session a new value and a newer proof; the value that it had is none any more. */
  renew(visitor: Visitor, sessionId: string, proof: Proof): Promise<{ cookies: string[] }>
  /** Ends the visitor's session, if they have one, and takes the cookie back. */
  close(visitor: Visitor): Promise<{ cookies: string[] }>
  sessionsOf(userId: string): Promise<SessionRow[]>
  /** Ends sessions of a person; answers how many there were. */
  end(userId: string, sessionIds: readonly string[]): Promise<number>
  userById(id: string): Promise<User | undefined>
  userByEmail(email: string): Promise<User | undefined>
  createUser(user: { name: string; email: string; password: string }): Promise<User>
  rename(userId: string, name: string): Promise<void>
  /** The hash under which this is the person's password; undefined: it is not. As slow for nobody as for somebody. */
  hashOf(userId: string | undefined, password: string): Promise<string | undefined>
  /** Whether the person's password is still the one of this hash. */
  isUnder(userId: string, hash: string): Promise<boolean>
  setPassword(userId: string, password: string): Promise<void>
  /** The same, unless the password is no longer the one of `hash`; answers whether it was. */
  replacePassword(userId: string, hash: string, password: string): Promise<boolean>
}

export type LibraryOptions = {
  // biome-ignore lint/suspicious/noExplicitAny: better-auth brings its own tables, which our schema type does not list.
  database: Kysely<any>
  /** Signs the session cookie. */
  secret: string
  /** Whether people reach us by https: cookies are then `Secure` and bound to the host. */
  secure: boolean
  publicUrl: string
}

/** Opens better-auth on our database, as a library: of its own HTTP surface nothing is mounted. */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
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
  const { adapter, internalAdapter, password: passwords } = await auth.$context

  // It also clears cookies of features that are off; browsers need not hear of those.
  const cookiesIn = ({ headers }: { headers: Headers }) => ({
    cookies: headers.getSetCookie().filter((line) => line.startsWith(`${cookieName}=`)),
  })
  const keptHash = async (userId: string) =>
    (await internalAdapter.findCredentialAccount(userId))?.password ?? undefined
  const withoutCookie = (visitor: Visitor) => headersOf({ ...visitor, cookie: undefined })

  return {
    cookieName,
    async sessionOf(visitor) {
      if (!visitor.cookie?.includes(`${cookieName}=`)) return { found: undefined, cookies: [] }
      const answer = await auth.api.getSession({ headers: headersOf(visitor), returnHeaders: true })
      const { response } = answer
      const found = response ? { row: rowFrom(response.session), user: userFrom(response.user) } : undefined
      return { found, ...cookiesIn(answer) }
    },
    async open(visitor, userId, proof) {
      const body = { userId, ...proof }
      return cookiesIn(
        await auth.api.openSession({ body, headers: withoutCookie(visitor), returnHeaders: true }),
      )
    },
    async renew(visitor, sessionId, proof) {
      const body = { sessionId, ...proof }
      return cookiesIn(
        await auth.api.renewSession({ body, headers: withoutCookie(visitor), returnHeaders: true }),
      )
    },
    close: async (visitor) =>
      cookiesIn(await auth.api.signOut({ headers: headersOf(visitor), returnHeaders: true })),
    sessionsOf: async (userId) => (await internalAdapter.listSessions(userId)).map(rowFrom),
    end: (userId, sessionIds) =>
      adapter.deleteMany({
        model: 'session',
        where: [
          { field: 'userId', value: userId },
          { field: 'id', operator: 'in', value: [...sessionIds] },
        ],
      }),
    async userById(id) {
      const user = await internalAdapter.findUserById(id)
      return user ? userFrom(user) : undefined
    },
    async userByEmail(email) {
      const found = await internalAdapter.findUserByEmail(email.toLowerCase())
      return found ? userFrom(found.user) : undefined
    },
    createUser: async (body) => userFrom((await auth.api.signUpEmail({ body })).user),
    async rename(userId, name) {
      await internalAdapter.updateUser(userId, { name })
    },
    async hashOf(userId, password) {
      const hash = userId === undefined ? undefined : await keptHash(userId)
      if (hash) return (await passwords.verify({ hash, password })) ? hash : undefined
      await passwords.hash(password)
      return undefined
    },
    isUnder: async (userId, hash) => (await keptHash(userId)) === hash,
    async setPassword(userId, password) {
      await internalAdapter.updatePassword(userId, await passwords.hash(password))
    },
    async replacePassword(userId, hash, password) {
      const replaced = await adapter.updateMany({
        model: 'account',
        where: [
          { field: 'userId', value: userId },
          { field: 'password', value: hash },
        ],
        update: { password: await passwords.hash(password) },
      })
      return replaced > 0
    },
  }
}

const proof = { at: z.number(), secondFactor: z.boolean() }

/** Our own on top: when and how a session was proven, the tables of what we keep ourselves, and two steps that are no route. */
const ours = {
  id: 'keyward',
  schema: {
    session: {
      fields: {
        confirmedAt: { type: 'number', bigint: true, required: false, input: false },
        secondFactor: { type: 'boolean', required: false, input: false },
      },
    },
    secondFactor: {
      modelName: 'auth_second_factor',
      fields: {
        secret: { type: 'string' },
        backupCodes: { type: 'string' },
        confirmedAt: { type: 'number', bigint: true, required: false },
        lastStep: { type: 'number', bigint: true },
        failures: { type: 'number' },
      },
    },
    pendingSignIn: {
      modelName: 'auth_pending_sign_in',
      fields: {
        userId: { type: 'string', index: true },
        expiresAt: { type: 'number', bigint: true },
      },
    },
    passwordReset: {
      modelName: 'auth_password_reset',
      fields: {
        userId: { type: 'string', index: true },
        expiresAt: { type: 'number', bigint: true },
      },
    },
  },
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string(), ...proof }) },
      async (ctx) => {
        const { userId, at, secondFactor } = ctx.body
        const { internalAdapter } = ctx.context
        const [createdAt, expiresAt] = [new Date(at), new Date(at + IDLE_SECONDS * 1000)]
        const facts = { createdAt, updatedAt: createdAt, expiresAt, confirmedAt: at, secondFactor }
        const session = await internalAdapter.createSession(userId, false, facts, true)
        const user = await internalAdapter.findUserById(userId)
        if (!user) throw new TypeError('a session was opened for nobody')
        await setSessionCookie(ctx, { session, user })
      },
    ),
    renewSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ sessionId: z.string(), ...proof }) },
      async (ctx) => {
        const { sessionId, at, secondFactor } = ctx.body
        const { adapter, internalAdapter } = ctx.context
        const session = await adapter.update<Parameters<typeof setSessionCookie>[1]['session']>({
          model: 'session',
          where: [{ field: 'id', value: sessionId }],
          update: {
            token: generateRandomString(32),
            updatedAt: new Date(at),
            expiresAt: new Date(at + IDLE_SECONDS * 1000),
            confirmedAt: at,
            secondFactor,
          },
        })
        const user = session && (await internalAdapter.findUserById(session.userId))
        if (!user) throw new TypeError('a session that was just read is not there')
        await setSessionCookie(ctx, { session, user })
      },
    ),
  },
} as const satisfies BetterAuthPlugin

function settingsOf({ secret, secure, publicUrl }: LibraryOptions, cookieName: string) {
  return {
    baseURL: publicUrl,
    secret,
    plugins: [ours],
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
      updateAge: SEEN_SECONDS,
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

type StoredSession = {
  id: string
  userId: string
  createdAt: Date
  updatedAt: Date
  expiresAt: Date
  ipAddress?: string | null | undefined
  userAgent?: string | null | undefined
  confirmedAt?: number | null | undefined
  secondFactor?: boolean | null | undefined
}

const rowFrom = (stored: StoredSession): SessionRow => ({
  id: stored.id,
  userId: stored.userId,
  createdAt: stored.createdAt.getTime(),
  confirmedAt: stored.confirmedAt ?? stored.createdAt.getTime(),
  secondFactor: stored.secondFactor ?? false,
  seenAt: stored.updatedAt.getTime(),
  expiresAt: stored.expiresAt.getTime(),
  address: stored.ipAddress || null,
  agent: stored.userAgent || null,
})

const userFrom = ({ id, name, email }: User): User => ({ id, name, email })

function headersOf({ cookie, agent, address }: Visitor): Headers {
  return new Headers({
    'x-forwarded-for': address,
    ...(cookie !== undefined && { cookie }),
    ...(agent !== undefined && { 'user-agent': agent }),
  })
}
