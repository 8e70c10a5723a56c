import { KeywardError, type OutputOf, parseInput, SessionId } from '@keyward/contract'
import type { Keyward } from '@keyward/core'
import type { Handlers, SessionHandler } from './http/call.ts'
import { contextOf } from './http/gate.ts'
import type { Throttle } from './http/throttle.ts'
import type { Identity, User } from './identity.ts'
import { requireStrong } from './password.ts'

type ProfileDeps = { keyward: Keyward; identity: Identity; throttle: Throttle }
type ProfileHandlers = Pick<
  Handlers,
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
>

/** What a signed-in person does to their own account. */
export function createProfile({ keyward, identity, throttle }: ProfileDeps): ProfileHandlers {
  const describe = async ({ id, name, email }: User): Promise<OutputOf<'getProfile'>> => {
    const factor = await identity.secondFactorOf(id)
    const secondFactor = factor && {
      since: new Date(factor.since).toISOString(),
      backupCodes: factor.backupCodes,
    }
    return { id, name, email, secondFactor: secondFactor ?? null }
  }
  const session = <O>(run: SessionHandler<O>['run']): SessionHandler<O> => ({ authority: 'session', run })

  return {
    getProfile: session(async (call, { user }) => {
      parseInput('getProfile', call.parts)
      return describe(user)
    }),
    updateProfile: session(async (call, { user }) => {
      const { name } = parseInput('updateProfile', call.parts)
      await keyward.renamePerson(user.id, name, contextOf(call))
      await identity.rename(user.id, name)
      return describe({ ...user, name })
    }),
    changePassword: session(async (call, signedIn) => {
      const input = parseInput('changePassword', call.parts)
      const { user } = signedIn
      requireStrong(input.password, await knownOf(keyward, user), 'password')
      const { cookies } = await throttle.proving({ account: user.id, address: call.visitor.address }, () =>
        identity.changePassword(call.visitor, signedIn, input),
      )
      call.setCookies(cookies)
      await keyward.tellOfAccount(user.id, 'account.password_changed', contextOf(call))
      return undefined
    }),
    beginSecondFactor: session(async (call, { user }) => {
      parseInput('beginSecondFactor', call.parts)
      return identity.beginSecondFactor(user)
    }),
    confirmSecondFactor: session(async (call, signedIn) => {
      const { code } = parseInput('confirmSecondFactor', call.parts)
      const who = { account: signedIn.user.id, address: call.visitor.address }
      const { backupCodes, cookies } = await throttle.proving(who, () =>
        identity.confirmSecondFactor(call.visitor, signedIn, code),
      )
      call.setCookies(cookies)
      await keyward.tellOfAccount(signedIn.user.id, 'account.second_factor_on', contextOf(call))
      return { backupCodes }
    }),
    renewBackupCodes: session(async (call, { user }) => {
      parseInput('renewBackupCodes', call.parts)
      const backupCodes = await identity.renewBackupCodes(user.id)
      await keyward.tellOfAccount(user.id, 'account.backup_codes_renewed', contextOf(call))
      return { backupCodes }
    }),
    removeSecondFactor: session(async (call, signedIn) => {
      const { code } = parseInput('removeSecondFactor', call.parts)
      const { user } = signedIn
      await throttle.proving({ account: user.id, address: call.visitor.address }, () =>
        identity.removeSecondFactor(signedIn, code),
      )
      await keyward.tellOfAccount(user.id, 'account.second_factor_off', contextOf(call))
      return undefined
    }),
    listSessions: session(async (call, { id: current, user }) => {
      parseInput('listSessions', call.parts)
      const rows = await identity.sessionsOf(user.id)
      return {
        sessions: rows.map(({ id, address, agent, secondFactor, createdAt, seenAt, expiresAt }) => ({
          id: SessionId.parse(id),
          current: id === current,
          signedInAt: new Date(createdAt).toISOString(),
          lastSeenAt: new Date(seenAt).toISOString(),
          expiresAt: new Date(expiresAt).toISOString(),
          address,
          agent,
          secondFactor,
        })),
      }
    }),
    endSession: session(async (call, { id, user }) => {
      const { sessionId } = parseInput('endSession', call.parts)
      if (sessionId === id) {
        await keyward.userSignedOut(user.id, contextOf(call))
        call.setCookies((await identity.signOut(call.visitor)).cookies)
        return undefined
      }
      const ended = await identity.endSessions(user.id, { only: sessionId })
      if (ended === 0) throw new KeywardError('session_not_found')
      return undefined
    }),
    signOutEverywhere: session(async (call, { id, user }) => {
      parseInput('signOutEverywhere', call.parts)
      await keyward.userSignedOut(user.id, contextOf(call))
      return { ended: await identity.endSessions(user.id, { except: id }) }
    }),
  }
}

/** What somebody who guesses a person's password knows of them. */
export async function knownOf(keyward: Keyward, { id, name, email }: User) {
  const memberships = await keyward.memberships(id)
  return { name, email, organization: memberships.map(({ organization }) => organization.name).join(' ') }
}
