import type { Library, Proof, SessionRow, User, Visitor } from './library.ts'

/** However much it is used, a session ends at the latest after this long. */
const ABSOLUTE_MS = 30 * 24 * 3_600_000

/** A signed-in person and the session that says so. Instants are epoch milliseconds. */
export type SignedIn = {
  id: string
  user: User
  signedInAt: number
  /** When they last proved who they are: what counts as a fresh sign-in. */
  confirmedAt: number
  /** Whether they did so with their second factor as well. */
  secondFactor: boolean
  expiresAt: number
}

/** Which of a person's sessions. */
export type WhichSessions = 'all' | { only: string } | { except: string }

export type Opened = { session: SignedIn; cookies: string[] }

export type Sessions = {
  of(visitor: Visitor): Promise<{ session: SignedIn | undefined; cookies: string[] }>
  /** Signs somebody in; the session that this browser had before ends. */
  open(visitor: Visitor, userId: string, secondFactor: boolean): Promise<Opened>
  /** Keeps a session under a new cookie, as proven now. */
  renew(visitor: Visitor, session: SignedIn, secondFactor: boolean): Promise<Opened>
  /** A person's sessions that have not ended, the last seen first. */
  list(userId: string): Promise<SessionRow[]>
  /** Ends sessions; answers how many there were. */
  end(userId: string, which: WhichSessions): Promise<number>
}

export function createSessions(library: Library, now: () => number): Sessions {
  const endOf = (row: SessionRow) => Math.min(row.expiresAt, row.createdAt + ABSOLUTE_MS)

  const of: Sessions['of'] = async (visitor) => {
    const { found, cookies } = await library.sessionOf(visitor)
    if (!found || now() >= endOf(found.row)) return { session: undefined, cookies }
    const { id, createdAt: signedInAt, confirmedAt, secondFactor } = found.row
    const session = { id, user: found.user, signedInAt, confirmedAt, secondFactor }
    return { session: { ...session, expiresAt: endOf(found.row) }, cookies }
  }
  /** The session that cookies just made stand for. */
  const opened = async (visitor: Visitor, { cookies }: { cookies: string[] }): Promise<Opened> => {
    const cookie = cookies.map((line) => line.split(';', 1)[0]).join('; ')
    const { session } = await of({ ...visitor, cookie })
    if (!session) throw new TypeError('a session just made is not there')
    return { session, cookies }
  }
  const proof = (secondFactor: boolean): Proof => ({ at: now(), secondFactor })

  return {
    of,
    async open(visitor, userId, secondFactor) {
      const { session: earlier } = await of(visitor)
      if (earlier) await library.close(visitor)
      return opened(visitor, await library.open(visitor, userId, proof(secondFactor)))
    },
    renew: async (visitor, { id }, secondFactor) =>
      opened(visitor, await library.renew(visitor, id, proof(secondFactor))),
    async list(userId) {
      const rows = await library.sessionsOf(userId)
      return rows.filter((row) => now() < endOf(row)).sort((a, b) => b.seenAt - a.seenAt)
    },
    async end(userId, which) {
      if (which !== 'all' && 'only' in which) return library.end(userId, [which.only])
      const ids = (await library.sessionsOf(userId)).map(({ id }) => id)
      return library.end(userId, which === 'all' ? ids : ids.filter((id) => id !== which.except))
    },
  }
}
