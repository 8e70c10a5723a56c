import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { ApiInput } from '@keyward/contract'
import { type ServerOptions, type ServerProcess, startServerProcess } from './server-process.ts'

const SETUP_CODE = 'a-code-for-the-tests'
const action = (name: string, access: 'read' | 'write') => ({ name, label: name, access })
export const CATALOGUE: ApiInput[] = [
  {
    slug: 'notes',
    name: 'Notes',
    resources: [
      { name: 'notes', label: 'Notes', actions: [action('find', 'read'), action('create', 'write')] },
    ],
  },
]
/** A permission of the catalogue that reads, which a read-only token holds. */
export const NEED = 'notes/notes:find'

/** An empty folder for servers. What is started in it ends, the latest first, when its user does. */
export type ServerPlace = { folder: string; atEnd(work: () => unknown): void; end(): Promise<void> }

export function openServerPlace(t?: Pick<TestContext, 'after'>): ServerPlace {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-process-'))
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify(CATALOGUE))
  mkdirSync(join(folder, 'data'), { mode: 0o700 })
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const end = async () => {
    for (const work of ends.splice(0).reverse()) await work()
  }
  t?.after(end)
  return { folder, atEnd: (work) => ends.push(work), end }
}

export const SERVER_ENV = {
  KEYWARD_CATALOGUE: 'catalogue.json',
  KEYWARD_SETUP_CODE: SETUP_CODE,
  KEYWARD_LOG_LEVEL: 'warn',
}

export type ClaimedServer = {
  server: ServerProcess
  /** A token that manages organisation tokens and reads everything. */
  manager: string
  /** Makes another token as the owner: the organisation's, or their own. */
  mint(name: string, scopes: readonly string[], owner?: 'organization' | 'user'): Promise<string>
}

/** Starts a server in its place, with our catalogue. */
export async function startHere(
  { folder, atEnd }: ServerPlace,
  options: Partial<ServerOptions> = {},
): Promise<ServerProcess> {
  const server = await startServerProcess({ folder, ...options, env: { ...SERVER_ENV, ...options.env } })
  atEnd(() => server.stop('SIGKILL'))
  return server
}

/** Starts a fresh server, sets it up, and makes a token to drive it with. */
export async function startClaimedServer(
  place: ServerPlace,
  options: Partial<ServerOptions> = {},
): Promise<ClaimedServer> {
  const server = await startHere(place, options)
  const made = await server.ask('POST', '/v1/setup', {
    body: {
      code: SETUP_CODE,
      organization: { name: 'Acme' },
      owner: { name: 'Ada Berg', email: 'ada@acme.example', password: 'correct horse battery' },
    },
  })
  if (made.status !== 201) throw new Error(`set-up failed: ${JSON.stringify(made.body)}`)
  const cookie = made.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  const mint: ClaimedServer['mint'] = async (name, scopes, owner = 'organization') => {
    const minted = await server.ask('POST', '/v1/tokens', {
      headers: { cookie: cookie.join('; '), origin: server.url },
      body: { name, owner, access: { kind: 'custom', scopes } },
    })
    if (minted.status !== 201) throw new Error(`no ${name}: ${JSON.stringify(minted.body)}`)
    return minted.body.plaintext
  }
  const manager = await mint('manager', ['notes/*:*', 'keyward/api-tokens:*', 'keyward/tokens:verify'])
  return { server, manager, mint }
}
