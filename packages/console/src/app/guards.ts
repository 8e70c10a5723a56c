import type { Membership, Session } from '@keyward/contract'
import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { hasCode, hasEnded } from '../lib/problem.ts'
import { sessionQuery, setupQuery } from '../lib/queries.ts'

/** The session, or the way to sign-in, from which a person returns to where they wanted to go. */
export async function requireSession(queries: QueryClient, href: string): Promise<Session> {
  try {
    return await queries.ensureQueryData({ ...sessionQuery, revalidateIfStale: true })
  } catch (error) {
    if (hasCode(error, 'setup_required')) throw redirect({ to: '/setup', replace: true })
    if (!hasEnded(error)) throw error
    throw redirect({ to: '/sign-in', search: { to: href === '/' ? undefined : href }, replace: true })
  }
}

/** Lets through only a server in the wanted state, and sends everybody else where they belong. */
export async function requireSetUp(queries: QueryClient, wanted: 'open' | 'done'): Promise<void> {
  const { done } = await queries.fetchQuery(setupQuery)
  if (done && wanted === 'open') throw redirect({ to: '/sign-in', search: { to: undefined }, replace: true })
  if (!done && wanted === 'done') throw redirect({ to: '/setup', replace: true })
}

export const findMembership = (session: Session, id: string): Membership | undefined =>
  session.memberships.find((membership) => membership.organization.id === id)

/** An address of this very page's server, or nothing: nobody is sent elsewhere after signing in. */
export function safeReturn(to: unknown): string | undefined {
  return typeof to === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) ? to : undefined
}
