import { KeywardError, type OutputOf, parseInput } from '@keyward/contract'
import type { Keyward } from '@keyward/core'
import type { Call, Handlers } from './http/call.ts'
import { contextOf } from './http/gate.ts'
import type { Throttle } from './http/throttle.ts'
import type { Identity, SignedIn } from './identity.ts'

type SignInDeps = { keyward: Keyward; identity: Identity; throttle: Throttle }
type SignInHandlers = Pick<Handlers, 'signIn' | 'finishSignIn' | 'confirmSignIn' | 'getSession' | 'signOut'>

/** Signing in, in one step or two, proving it anew, and signing out. */
export function createSignIn({ keyward, identity, throttle }: SignInDeps): SignInHandlers {
  const describe = (call: Call, session: SignedIn) => describeSession(keyward, call, session)

  const signIn = async (call: Call): Promise<OutputOf<'signIn'>> => {
    const input = parseInput('signIn', call.parts)
    if ((await keyward.installation.state()) === 'open') throw new KeywardError('setup_required')
    const attempt = { email: input.email, address: call.visitor.address }
    await throttle.signIn(attempt)
    const proven = await identity.checkPassword(input)
    await throttle.signedIn(attempt)
    if ((await keyward.memberSince(proven.user.id)) === undefined)
      throw new KeywardError('membership_required')
    const begun = await identity.begin(call.visitor, proven)
    call.setCookies(begun.cookies)
    if (begun.step === 'second_factor') throw new KeywardError('second_factor_required')
    return describe(call, begun.session)
  }

  const finishSignIn = async (call: Call): Promise<OutputOf<'finishSignIn'>> => {
    const { code } = parseInput('finishSignIn', call.parts)
    const { id } = await identity.pendingOf(call.visitor)
    const { session, cookies } = await throttle.proving({ account: id, address: call.visitor.address }, () =>
      identity.finish(call.visitor, code),
    )
    call.setCookies(cookies)
    return describe(call, session)
  }

  return {
    signIn: { authority: 'none', run: signIn },
    finishSignIn: { authority: 'none', run: finishSignIn },
    confirmSignIn: {
      authority: 'session',
      async run(call, earlier) {
        const input = parseInput('confirmSignIn', call.parts)
        const who = { account: earlier.user.id, address: call.visitor.address }
        const { session, cookies } = await throttle.proving(who, () =>
          identity.confirm(call.visitor, earlier, input),
        )
        call.setCookies(cookies)
        return describe(call, session)
      },
    },
    getSession: {
      authority: 'session',
      run(call, session) {
        parseInput('getSession', call.parts)
        return describe(call, session)
      },
    },
    signOut: {
      authority: 'session',
      async run(call, { user }) {
        parseInput('signOut', call.parts)
        await keyward.userSignedOut(user.id, contextOf(call))
        const { cookies } = await identity.signOut(call.visitor)
        call.setCookies(cookies)
        return undefined
      },
    },
  }
}

/** A session as its person sees it. */
export const describeSession = async (
  keyward: Keyward,
  call: Call,
  session: SignedIn,
): Promise<OutputOf<'getSession'>> => ({
  user: session.user,
  signedInAt: instant(session.signedInAt),
  confirmedAt: instant(session.confirmedAt),
  secondFactor: session.secondFactor,
  expiresAt: instant(session.expiresAt),
  address: call.visitor.address,
  memberships: await keyward.memberships(session.user.id),
})

const instant = (ms: number): string => new Date(ms).toISOString()
