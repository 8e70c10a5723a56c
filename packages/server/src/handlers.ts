import { KeywardError, type OutputOf, parseInput, rateLimitHeaders, refusalError } from '@keyward/contract'
import type { CoreOperationName, Keyward } from '@keyward/core'
import type { ActorHandler, Call, Handlers } from './http/call.ts'
import { contextOf } from './http/gate.ts'
import type { Throttle } from './http/throttle.ts'
import type { Identity, SignedIn } from './identity.ts'
import { createSetup } from './setup.ts'

export type HandlerDeps = { keyward: Keyward; identity: Identity; throttle: Throttle }

/** What answers each operation. Forget one and it does not compile. */
export function createHandlers(deps: HandlerDeps): Handlers {
  const { keyward, identity } = deps
  const core = <N extends CoreOperationName>(name: N): ActorHandler<OutputOf<N>> => ({
    authority: 'actor',
    run: (call, actor) => keyward.invoke(name, actor, call.parts),
  })
  return {
    getSetup: {
      authority: 'none',
      async run(call) {
        parseInput('getSetup', call.parts)
        return { done: (await keyward.installation.state()) === 'done' }
      },
    },
    setUp: { authority: 'none', run: createSetup(deps) },
    signIn: { authority: 'none', run: (call) => signIn(deps, call) },
    getSession: {
      authority: 'session',
      run(call, session) {
        parseInput('getSession', call.parts)
        return describeSession(keyward, session)
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
    getSelf: {
      authority: 'token',
      async run(call, text) {
        return keyward.invoke('getSelf', await keyward.actorOf(text, contextOf(call)), call.parts)
      },
    },
    verifyPresented: { authority: 'token', run: (call, text) => verifyPresented(keyward, call, text) },
    verifyToken: core('verifyToken'),
    verifyTokens: core('verifyTokens'),
    getCatalogue: core('getCatalogue'),
    listRoles: core('listRoles'),
    getSettings: core('getSettings'),
    updateSettings: core('updateSettings'),
    listTokens: core('listTokens'),
    generateToken: core('generateToken'),
    getToken: core('getToken'),
    updateToken: core('updateToken'),
    regenerateToken: core('regenerateToken'),
    revokeToken: core('revokeToken'),
    reinstateToken: core('reinstateToken'),
    deleteToken: core('deleteToken'),
    previewRevocation: core('previewRevocation'),
    revokeTokens: core('revokeTokens'),
    reinstateTokens: core('reinstateTokens'),
    listAuditEvents: core('listAuditEvents'),
    exportAuditLog: core('exportAuditLog'),
    verifyAuditChain: core('verifyAuditChain'),
  }
}

async function signIn({ keyward, identity, throttle }: HandlerDeps, call: Call): Promise<OutputOf<'signIn'>> {
  const input = parseInput('signIn', call.parts)
  if ((await keyward.installation.state()) === 'open') throw new KeywardError('setup_required')
  const attempt = { email: input.email, address: call.visitor.address }
  await throttle.signIn(attempt)
  const { session, cookies } = await identity.signIn(call.visitor, input)
  await throttle.signedIn(attempt)
  call.setCookies(cookies)
  return describeSession(keyward, session)
}

async function describeSession(
  keyward: Keyward,
  { user, signedInAt, expiresAt }: SignedIn,
): Promise<OutputOf<'getSession'>> {
  return {
    user,
    signedInAt: new Date(signedInAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    memberships: await keyward.memberships(user.id),
  }
}

async function verifyPresented(
  keyward: Keyward,
  call: Call,
  text: string,
): Promise<OutputOf<'verifyPresented'>> {
  const { need } = parseInput('verifyPresented', call.parts)
  const { address, agent } = call.visitor
  const facts = { need, address, agent, requestId: call.requestId }
  const verdict = keyward.verifyNow(text, facts) ?? (await keyward.verify(text, facts))
  if (verdict.valid) {
    if (verdict.rateLimit) call.setHeaders(rateLimitHeaders(verdict.rateLimit))
    return verdict
  }
  if (verdict.caller) call.actsIn(verdict.caller.organization.id)
  throw refusalError(verdict, address)
}
