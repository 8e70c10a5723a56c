import {
  type Authority,
  KeywardError,
  type Operation,
  OrganizationId,
  type Permission,
} from '@keyward/contract'
import type { Actor, Keyward, RequestContext } from '@keyward/core'
import type { FastifyRequest } from 'fastify'
import type { Identity, SignedIn } from '../identity.ts'
import type { Call } from './call.ts'
import { readPresented, refuseQueryCredential } from './credentials.ts'
import { decideOrigin } from './origin.ts'

const FRESH_MS = 15 * 60_000

export type GateDeps = { keyward: Keyward; identity: Identity; publicUrl(): string; now(): number }

/** Lets callers through to operations: finds out who they are, and refuses what must not pass. */
export type Gate = {
  /** Refuses what no operation takes: credentials in the address, doubled ones, changes from other sites. */
  check(request: FastifyRequest, operation: Pick<Operation, 'method' | 'authority'>): void
  session(call: Call, operation: Pick<Operation, 'errors'>): Promise<SignedIn>
  presented(request: FastifyRequest): string
  /** @param need what the request needs whatever it is about, if that is known before it is run */
  actor(
    request: FastifyRequest,
    call: Call,
    operation: Operation,
    need: Permission | undefined,
  ): Promise<Actor>
  /** Refuses whoever is neither signed in nor holds a token that is good for anything; counts nothing. */
  requireKnown(request: FastifyRequest, call: Call): Promise<void>
  /** Counts what no operation is run for as a call of the token that asks. */
  countCall(request: FastifyRequest, call: Call): Promise<void>
}

export function createGate({ keyward, identity, publicUrl, now }: GateDeps): Gate {
  const cookieSent = (request: FastifyRequest) =>
    request.headers.cookie?.split(';').some((part) => part.trim().startsWith(`${identity.cookieName}=`)) ??
    false

  const session: Gate['session'] = async (call, operation) => {
    const { session, cookies } = await identity.sessionOf(call.visitor)
    call.setCookies(cookies)
    if (!session) throw new KeywardError('session_required')
    const since = await keyward.memberSince(session.user.id)
    if (since === undefined || since > session.signedInAt) {
      call.setCookies((await identity.signOut(call.visitor)).cookies)
      throw new KeywardError('session_required', { detail: 'It ended with your last active membership.' })
    }
    if (operation.errors.includes('sign_in_stale') && now() - session.confirmedAt >= FRESH_MS)
      throw new KeywardError('sign_in_stale')
    return session
  }

  const member = async (
    request: FastifyRequest,
    call: Call,
    operation: Operation,
    need: Permission | undefined,
  ): Promise<Actor> => {
    const { user, secondFactor } = await session(call, operation)
    const mine = await keyward.memberships(user.id)
    const named = organizationNamed(request)
    const [only, ...more] = mine
    if (named === undefined && more.length > 0) throw new KeywardError('organization_required')
    const chosen = named === undefined ? only : mine.find(({ organization }) => organization.id === named)
    if (!chosen) throw new KeywardError('organization_not_found')
    const { memberId, organization, permissions } = chosen
    if (need && !permissions.includes(need))
      throw new KeywardError('permission_missing', {
        permission: need,
        detail: `${user.name} lacks ${need}.`,
      })
    return {
      kind: 'member',
      organizationId: organization.id,
      memberId,
      secondFactor,
      context: contextOf(call),
    }
  }

  return {
    session,
    check(request, operation) {
      refuseQueryCredential(request.url)
      const presented = readPresented(request.raw.rawHeaders)
      const withCookie = takesSession(operation.authority) && cookieSent(request)
      if (withCookie && presented.kind !== 'none')
        throw new KeywardError('credential_ambiguous', {
          detail: 'A session cookie and an Authorization header were sent',
        })
      const changes = operation.method !== 'GET' && presented.kind === 'none'
      const origin = changes ? decideOrigin(originFacts(request, publicUrl())) : 'same'
      if (origin === 'foreign' || (origin === 'unknown' && withCookie))
        throw new KeywardError('origin_refused', {
          detail: `A change by cookie is asked for from ${publicUrl()}, and says so in the header Origin.`,
        })
    },
    presented(request) {
      const presented = readPresented(request.raw.rawHeaders)
      if (presented.kind !== 'bearer') throw new KeywardError('credential_missing')
      return presented.text
    },
    async requireKnown(request, call) {
      const presented = readPresented(request.raw.rawHeaders)
      if (presented.kind === 'bearer') await keyward.requireGood(presented.text, contextOf(call))
      else if (cookieSent(request)) await session(call, { errors: [] })
      else throw new KeywardError('credential_missing')
    },
    async countCall(request, call) {
      const presented = readPresented(request.raw.rawHeaders)
      if (presented.kind === 'bearer') await keyward.actorOf(presented.text, contextOf(call))
    },
    async actor(request, call, operation, need) {
      const presented = readPresented(request.raw.rawHeaders)
      if (presented.kind === 'none' && cookieSent(request)) return member(request, call, operation, need)
      if (presented.kind !== 'bearer') throw new KeywardError('credential_missing')
      const actor = await keyward.actorOf(presented.text, contextOf(call), need)
      const named = organizationNamed(request)
      if (named !== undefined && named !== actor.organizationId)
        throw new KeywardError('organization_not_found')
      return actor
    },
  }
}

export const contextOf = ({ requestId, visitor }: Call): RequestContext => ({
  requestId,
  address: visitor.address,
})

const takesSession = (authority: Authority) => authority === 'session' || typeof authority !== 'string'

function organizationNamed(request: FastifyRequest): string | undefined {
  const named = request.headers['keyward-organization']
  if (named === undefined) return undefined
  if (!OrganizationId.safeParse(named).success) throw new KeywardError('organization_not_found')
  return String(named)
}

const originFacts = (request: FastifyRequest, publicOrigin: string) => ({
  origin: request.headers.origin,
  fetchSite: textOf(request.headers['sec-fetch-site']),
  requestOrigin: `${request.protocol}://${request.host}`,
  publicOrigin,
})

const textOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join() : value)
