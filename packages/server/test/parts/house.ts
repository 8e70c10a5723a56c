import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type ApiInput, MemberId, type OrganizationId, RoleId } from '@keyward/contract'
import {
  createKeyward,
  type Keyward,
  type MemberRecord,
  type Outlet,
  openSqliteStore,
  type Poster,
  realClock,
  realRandom,
  realTimers,
  type Store,
  type Timers,
} from '@keyward/core'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { createServer } from '../../src/create-server.ts'
import { createIdentity, type Identity, type User } from '../../src/identity.ts'
import type { LinkMail } from '../../src/link-mail.ts'
import { oweLinks } from '../../src/mail/owe-link.ts'

export const ORIGIN = 'http://localhost:4117'
export const OWNER = { name: 'Ada Berg', email: 'ada@acme.example', password: 'correct horse battery' }

const action = (name: string, access: 'read' | 'write') => ({ name, label: name, access })

export const NOTES: ApiInput = {
  slug: 'notes',
  name: 'Notes',
  resources: [
    { name: 'notes', label: 'Notes', actions: [action('find', 'read'), action('create', 'write')] },
  ],
}

/** What came back, its JSON read. */
export type Answer = {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  body: any
  text: string
  headers: Record<string, string | string[] | undefined>
}

export type Asked = {
  /** A token's text, or a session: whose cookie it is, sent as the console sends it. */
  as?: string | Session
  body?: unknown
  headers?: Record<string, string>
  remoteAddress?: string
}
export type Session = { cookie: string }

export type ServerHouse = {
  app: FastifyInstance
  keyward: Keyward
  identity: Identity
  store: Store
  /** The mails with links that were sent. */
  linkMails: LinkMail[]
  dir: string
  setupCode: string
  /** Takes the database away, as a failing disk would. */
  loseDatabase(): Promise<void>
  /** Turns the clock of core, gate and identity. */
  pass(ms: number): void
  now(): number
  ask(method: NonNullable<InjectOptions['method']>, url: string, asked?: Asked): Promise<Answer>
}

/** The real server on real files, not set up yet, asked in-process; gone when the test ends. */
export async function openServer(
  t: TestContext,
  {
    publicUrl = ORIGIN,
    logLevel = 'silent' as const,
    catalogue = [NOTES],
    trustedProxies = [] as string[],
    mail = true,
    outlet = undefined as Outlet | undefined,
    poster = undefined as Poster | undefined,
    timers = realTimers as Timers,
  } = {},
): Promise<ServerHouse> {
  const dir = await mkdtemp(join(tmpdir(), 'keyward-server-'))
  let passed = 0
  const clock = { now: () => Date.now() + passed, mono: realClock.mono }
  const store = await openSqliteStore({ path: join(dir, 'keyward.db'), clock, timers: realTimers })
  const keyward = await createKeyward({
    database: store,
    keys: join(dir, 'keys.json'),
    catalogue,
    clock,
    outlet,
    poster,
    timers,
  })
  const secure = publicUrl.startsWith('https:')
  const { database } = store
  const identity = await createIdentity({
    database,
    secret: keyward.sessionSecret(),
    secure,
    publicUrl,
    now: clock.now,
    random: realRandom,
    vault: keyward,
  })
  const linkMails: LinkMail[] = []
  const app = await createServer({
    config: { logLevel, trustedProxies },
    keyward,
    identity,
    publicUrl: () => publicUrl,
    now: clock.now,
    consoleFolder: join(dir, 'console'),
    ...(mail && {
      sendLink: outlet ? oweLinks(keyward, clock.now) : async (sent: LinkMail) => void linkMails.push(sent),
    }),
    version: '0.0.0',
  })
  t.after(async () => {
    await app.close()
    await keyward.close()
    await store.close()
    await rm(dir, { recursive: true })
  })
  return {
    app,
    keyward,
    identity,
    store,
    linkMails,
    dir,
    setupCode: (await keyward.installation.issueSetupCode()) ?? '',
    now: clock.now,
    loseDatabase: () => store.close(),
    pass: (ms) => {
      passed += ms
    },
    async ask(method, url, { as, body, headers = {}, remoteAddress = '127.0.0.1' } = {}) {
      const credentials =
        typeof as === 'string'
          ? { authorization: `Bearer ${as}` }
          : as && { cookie: as.cookie, origin: publicUrl }
      const answer = await app.inject({
        method,
        url,
        remoteAddress,
        headers: {
          ...credentials,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      return {
        status: answer.statusCode,
        body: readJson(answer.body),
        text: answer.body,
        headers: answer.headers as Answer['headers'],
      }
    },
  }
}

export type SetUpHouse = ServerHouse & {
  owner: Session
  organizationId: string
  /** The plaintext of a token that may verify. */
  verifier: string
  /** Generates a token as the owner and answers its plaintext and id. */
  generate(input: object): Promise<{ id: string; plaintext: string }>
  /** The plaintext of an organisation token that holds these permissions, and nothing else. */
  holding(...scopes: string[]): Promise<string>
  signIn(email?: string, password?: string): Promise<Session>
  /** Makes another person a member, of this organisation unless another is named, and answers who they are. */
  person(input: PersonInput): Promise<{ user: User; member: MemberRecord }>
}

type PersonInput = {
  name: string
  email: string
  password: string
  role?: string
  organizationId?: OrganizationId
}

/** The same, set up by its owner. */
export async function openSetUpServer(
  t: TestContext,
  options: Parameters<typeof openServer>[1] & { seats?: number } = {},
): Promise<SetUpHouse> {
  const house = await openServer(t, options)
  const body = {
    code: house.setupCode,
    organization: { name: 'Acme' },
    owner: OWNER,
    verifyToken: { name: 'Notes service' },
  }
  const made = await house.ask('POST', '/v1/setup', { body })
  if (made.status !== 201) throw new Error(`set-up failed: ${made.text}`)
  const owner = sessionIn(made)
  await giveSeats(house, options.seats ?? 1000)
  return {
    ...house,
    owner,
    organizationId: made.body.organization.id,
    verifier: made.body.verifyToken.plaintext,
    async generate(input) {
      const { status, body, text } = await house.ask('POST', '/v1/tokens', { as: owner, body: input })
      if (status !== 201) throw new Error(`generating failed: ${text}`)
      return { id: body.token.id, plaintext: body.plaintext }
    },
    async holding(...scopes) {
      const body = { name: 'holder', owner: 'organization', access: { kind: 'custom', scopes } }
      return (await house.ask('POST', '/v1/tokens', { as: owner, body })).body.plaintext
    },
    async person({ role = 'developer', organizationId = made.body.organization.id, ...known }) {
      const user = await house.identity.claimUser(known)
      const member: MemberRecord = {
        id: MemberId.parse(`mem_${randomBytes(16).toString('hex')}`),
        organizationId,
        userId: user.id,
        externalId: null,
        name: known.name,
        email: known.email,
        role: RoleId.parse(role),
        active: true,
        createdAt: 0,
        removedAt: null,
      }
      await house.store.transact(({ members }) => members.put(member))
      return { user, member }
    },
    async signIn(email = OWNER.email, password = OWNER.password) {
      return sessionIn(await house.ask('POST', '/v1/session', { body: { email, password } }))
    },
  }
}

/** Seats for personal tokens enough for a test's own. */
const giveSeats = ({ store }: ServerHouse, seatsPerMember: number) =>
  store.transact(async ({ organizations }) => {
    const home = await organizations.home()
    if (home) await organizations.put({ ...home, settings: { ...home.settings, seatsPerMember } })
  })

/** The session that an answer's cookie holds. */
export function sessionIn({ headers }: Answer): Session {
  const lines = [headers['set-cookie'] ?? []].flat()
  return { cookie: lines.map((line) => line.split(';', 1)[0]).join('; ') }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
