import { KeywardError } from '@keyward/contract'
import type { Random } from '@keyward/core'
import { type LibraryOptions, openLibrary, type User, type Visitor } from './identity/library.ts'
import { createOneTimeSecrets, type OneTimeSecret } from './identity/one-time.ts'
import { createPendingCookie } from './identity/pending-cookie.ts'
import { createSecondFactors, type SecondFactors, type Vault } from './identity/second-factor.ts'
import { createSessions, type Opened, type Sessions, type SignedIn } from './identity/sessions.ts'
import type { IdentityDatabase } from './identity/tables.ts'

export type { SignedIn, User, Visitor }

const MINUTE_MS = 60_000
const PENDING_MS = 10 * MINUTE_MS
const RESET_MS = 30 * MINUTE_MS

/** Somebody known, and where their password was checked, its hash: once it is another, they open nothing. */
export type Proven = { user: User; under?: string }

export type Begun =
  | ({ step: 'done' } & Opened)
  /** The password was right; this browser has the code of the second factor still to give. */
  | { step: 'second_factor'; cookies: string[] }

/**
 * People, their ways to sign in, and their sessions. Answers the `Set-Cookie` lines that the browser must get.
 * Whatever changes a way to sign in ends the person's other sessions.
 */
export type Identity = {
  cookieName: string
  sessionOf: Sessions['of']
  sessionsOf: Sessions['list']
  endSessions: Sessions['end']
  /** Ends this browser's session and takes its cookie back. */
  signOut(visitor: Visitor): Promise<{ cookies: string[] }>
  /** @throws KeywardError `sign_in_failed`, as slow for somebody unknown as for a wrong password */
  checkPassword(input: { email: string; password: string }): Promise<Proven>
  /** Signs in somebody, or asks this browser for their second factor. @throws KeywardError `sign_in_failed` when the password has changed */
  begin(visitor: Visitor, proven: Proven): Promise<Begun>
  /** Whose second step this browser has still to make. @throws KeywardError `sign_in_expired` */
  pendingOf(visitor: Visitor): Promise<User>
  /** Makes it. @throws KeywardError `second_factor_wrong`, `sign_in_expired` */
  finish(visitor: Visitor, code: string): Promise<Opened>
  /**
   * Proves anew who somebody signed in is, under the same session with a new cookie.
   * @throws KeywardError `sign_in_failed`, `second_factor_required`, `second_factor_wrong`
   */
  confirm(
    visitor: Visitor,
    session: SignedIn,
    input: { password: string; code?: string | undefined },
  ): Promise<Opened>
  /** Checks the second factor of somebody whose password was checked; answers whether they have one. @throws KeywardError `second_factor_required`, `second_factor_wrong` */
  proveSecondFactor(user: User, code: string | undefined): Promise<boolean>
  /** Opens a session for somebody who has proven who they are. @throws KeywardError `sign_in_failed` when the password has changed */
  open(visitor: Visitor, proven: Proven, secondFactor: boolean): Promise<Opened>
  /** Who signs in with this e-mail; undefined: nobody. */
  accountOf(email: string): Promise<User | undefined>
  /** @throws KeywardError `account_exists` */
  createAccount(input: { name: string; email: string; password: string }): Promise<User>
  /** Makes a user, or gives an unclaimed one of that e-mail this name and password. */
  claimUser(input: { name: string; email: string; password: string }): Promise<User>
  rename(userId: string, name: string): Promise<void>
  /** This browser goes on under a new cookie. @throws KeywardError `sign_in_failed` when the current password is wrong */
  changePassword(
    visitor: Visitor,
    session: SignedIn,
    input: { current: string; password: string },
  ): Promise<Opened>
  secondFactorOf: SecondFactors['of']
  beginSecondFactor: SecondFactors['begin']
  /** Puts the second factor in force; the session counts as proven with it. @throws KeywardError `second_factor_wrong` */
  confirmSecondFactor(
    visitor: Visitor,
    session: SignedIn,
    code: string,
  ): Promise<Opened & { backupCodes: string[] }>
  renewBackupCodes: SecondFactors['renewBackupCodes']
  /** @throws KeywardError `second_factor_off`, `second_factor_wrong` */
  removeSecondFactor(session: SignedIn, code: string): Promise<void>
  /** A secret by which a password can be set anew; undefined for somebody unknown. */
  issueReset(email: string): Promise<(OneTimeSecret & { user: User }) | undefined>
  /** Whose reset this secret is for. @throws KeywardError `reset_link_invalid` */
  resetOf(secret: string): Promise<User>
  /** Sets the password, once, and ends all sessions. @throws KeywardError `reset_link_invalid` */
  resetPassword(input: { secret: string; password: string }): Promise<void>
}

export type IdentityOptions = LibraryOptions & { now(): number; random: Random; vault: Vault }

/** Opens identity on a database: better-auth for passwords and sessions, the second factor our own (docs/decisions/0018). */
export async function createIdentity(options: IdentityOptions): Promise<Identity> {
  const { random, vault, now } = options
  const database: IdentityDatabase = options.database
  const library = await openLibrary(options)
  const sessions = createSessions(library, now)
  const factors = createSecondFactors({ database, vault, random, now })
  const oneTime = (table: 'auth_pending_sign_in' | 'auth_password_reset', lifeMs: number) =>
    createOneTimeSecrets({ database, random, now }, { table, lifeMs })
  const pending = oneTime('auth_pending_sign_in', PENDING_MS)
  const resets = oneTime('auth_password_reset', RESET_MS)
  const pendingCookie = createPendingCookie(options.secure, PENDING_MS)

  const requirePassword = async (userId: string, password: string): Promise<string> => {
    const hash = await library.hashOf(userId, password)
    if (hash === undefined) throw wrongPassword()
    return hash
  }
  /** After something was opened, never before: whatever changes a password closes, afterwards, all that it finds. */
  const stillProven = async ({ user, under }: Proven) =>
    under === undefined || (await library.isUnder(user.id, under))
  const open = async (visitor: Visitor, proven: Proven, secondFactor: boolean): Promise<Opened> => {
    const opened = await sessions.open(visitor, proven.user.id, secondFactor)
    if (await stillProven(proven)) return opened
    await sessions.end(proven.user.id, { only: opened.session.id })
    throw new KeywardError('sign_in_failed')
  }
  const requireUser = async (
    userId: string | undefined,
    missing: 'sign_in_expired' | 'reset_link_invalid',
  ): Promise<User> => {
    const user = userId === undefined ? undefined : await library.userById(userId)
    if (!user) throw new KeywardError(missing)
    return user
  }
  const proveSecondFactor: Identity['proveSecondFactor'] = async ({ id }, code) => {
    if (!(await factors.of(id))) return false
    if (code === undefined) throw new KeywardError('second_factor_required')
    await factors.take(id, code)
    return true
  }
  /** After a way to sign in has changed: what was begun or opened by the old way ends. */
  const endElsewhere = async (userId: string, kept: SignedIn | undefined) => {
    await Promise.all([pending.forget(userId), resets.forget(userId)])
    await sessions.end(userId, kept ? { except: kept.id } : 'all')
  }

  return {
    cookieName: library.cookieName,
    sessionOf: sessions.of,
    sessionsOf: sessions.list,
    endSessions: sessions.end,
    signOut: (visitor) => library.close(visitor),
    async checkPassword({ email, password }) {
      const user = await library.userByEmail(email)
      const under = await library.hashOf(user?.id, password)
      if (!user || under === undefined) throw new KeywardError('sign_in_failed')
      return { user, under }
    },
    async begin(visitor, proven) {
      const { id } = proven.user
      if (!(await factors.of(id))) return { step: 'done', ...(await open(visitor, proven, false)) }
      const { secret } = await pending.issue(id)
      if (await stillProven(proven)) return { step: 'second_factor', cookies: [pendingCookie.line(secret)] }
      await pending.take(secret.reveal())
      throw new KeywardError('sign_in_failed')
    },
    pendingOf: async (visitor) =>
      requireUser(await pending.find(pendingCookie.read(visitor)), 'sign_in_expired'),
    async finish(visitor, code) {
      const secret = pendingCookie.read(visitor)
      const { id } = await requireUser(await pending.find(secret), 'sign_in_expired')
      await factors.take(id, code)
      const { session, cookies } = await sessions.open(visitor, id, true)
      // Last: a change of password takes it away, and what was opened goes with it.
      if ((await pending.take(secret)) !== undefined)
        return { session, cookies: [...cookies, pendingCookie.gone] }
      await sessions.end(id, { only: session.id })
      throw new KeywardError('sign_in_expired')
    },
    async confirm(visitor, session, { password, code }) {
      await requirePassword(session.user.id, password)
      return sessions.renew(visitor, session, await proveSecondFactor(session.user, code))
    },
    proveSecondFactor,
    open,
    accountOf: library.userByEmail,
    async createAccount(input) {
      try {
        if (!(await library.userByEmail(input.email))) return await library.createUser(input)
      } catch (error) {
        if (!(await library.userByEmail(input.email))) throw error
      }
      throw new KeywardError('account_exists')
    },
    async claimUser(input) {
      const known = await library.userByEmail(input.email)
      if (!known) return library.createUser(input)
      await library.rename(known.id, input.name)
      await library.setPassword(known.id, input.password)
      return { ...known, name: input.name }
    },
    rename: library.rename,
    async changePassword(visitor, session, { current, password }) {
      const { id } = session.user
      const hash = await requirePassword(id, current)
      if (!(await library.replacePassword(id, hash, password))) throw wrongPassword()
      await endElsewhere(id, session)
      return sessions.renew(visitor, session, session.secondFactor)
    },
    secondFactorOf: factors.of,
    beginSecondFactor: factors.begin,
    async confirmSecondFactor(visitor, session, code) {
      const backupCodes = await factors.confirm(session.user.id, code)
      await endElsewhere(session.user.id, session)
      return { backupCodes, ...(await sessions.renew(visitor, session, true)) }
    },
    renewBackupCodes: factors.renewBackupCodes,
    async removeSecondFactor(session, code) {
      await factors.take(session.user.id, code)
      await factors.remove(session.user.id)
      await endElsewhere(session.user.id, session)
    },
    async issueReset(email) {
      const user = await library.userByEmail(email)
      return user && { user, ...(await resets.issue(user.id)) }
    },
    resetOf: async (secret) => requireUser(await resets.find(secret), 'reset_link_invalid'),
    async resetPassword({ secret, password }) {
      const { id } = await requireUser(await resets.take(secret), 'reset_link_invalid')
      await library.setPassword(id, password)
      await factors.forgive(id)
      await endElsewhere(id, undefined)
    },
  }
}

const wrongPassword = () => new KeywardError('sign_in_failed', { detail: 'The password is wrong.' })
