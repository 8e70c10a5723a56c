import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import {
  BatchId,
  ExternalId,
  MemberId,
  OrganizationId,
  Permission,
  RoleId,
  TokenId,
  type TokenId as TokenIdType,
} from '@keyward/contract'
import { sql } from 'kysely'
import { DEFAULT_SETTINGS, type MemberRecord, type OrganizationRecord } from '../src/people/record.ts'
import type { Store } from '../src/ports.ts'
import { realRandom, realTimers } from '../src/real-world.ts'
import { openSqliteStore, type SqliteStore } from '../src/storage/sqlite/open.ts'
import { UNCONDITIONAL } from '../src/token/conditions.ts'
import type { SecretRecord, TokenRecord } from '../src/token/record.ts'
import { turnableClock } from './house.ts'

export const NOW = Date.UTC(2026, 0, 1)

export type Opened = {
  store: Store
  /** The same database, as another process would have it open. */
  another(): Promise<Store>
  /** Rows as they lie in the tables. */
  rows(query: string): Promise<unknown[]>
  clock: ReturnType<typeof turnableClock>
  dir: string
}

/** Every engine that the storage's promises are held to. */
export const ENGINES: Readonly<Record<string, (t: TestContext) => Promise<Opened>>> = {
  async sqlite(t) {
    const dir = await mkdtemp(join(tmpdir(), 'keyward-storage-'))
    const clock = turnableClock(NOW)
    const opened: SqliteStore[] = []
    const another = async () => {
      const store = await openSqliteStore({
        path: join(dir, 'keyward.db'),
        clock,
        timers: realTimers,
        random: realRandom,
      })
      opened.push(store)
      return store
    }
    t.after(async () => {
      await Promise.all(opened.map((store) => store.close()))
      await rm(dir, { recursive: true })
    })
    const store = await another()
    const rows = async (query: string) =>
      (await sql.raw(query).execute(store.database)).rows.map((row) => ({ ...Object(row) }))
    return { store, another, rows, clock, dir }
  },
}

/** A folder of the test's own, gone when the test ends: close what is open in it before. */
export async function tempFolder(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'keyward-storage-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  return dir
}

const hex = (n: number) => n.toString(16).padStart(32, '0')
export const organizationId = (n: number) => OrganizationId.parse(`org_${hex(n)}`)
export const memberId = (n: number) => MemberId.parse(`mem_${hex(n)}`)
export const batchId = (n: number) => BatchId.parse(`bat_${hex(n)}`)
export const tokenId = (n: number | string) => TokenId.parse(String(n).padStart(16, '0'))
export const externalId = (text: string) => ExternalId.parse(text)
export const permission = (text: string) => Permission.parse(text)
export const roleId = (text: string) => RoleId.parse(text)

export const ACME = organizationId(1)
export const HOST = { kind: 'host', id: null, name: 'test' } as const

export const organization = (changes: Partial<OrganizationRecord> = {}): OrganizationRecord => ({
  id: ACME,
  externalId: null,
  name: 'Acme',
  home: false,
  settings: DEFAULT_SETTINGS,
  createdAt: NOW,
  ...changes,
})

export const member = (n: number, changes: Partial<MemberRecord> = {}): MemberRecord => ({
  id: memberId(n),
  organizationId: ACME,
  userId: null,
  externalId: null,
  name: `Member ${n}`,
  email: null,
  role: roleId('viewer'),
  active: true,
  createdAt: NOW,
  removedAt: null,
  ...changes,
})

export const token = (id: TokenIdType, changes: Partial<TokenRecord> = {}): TokenRecord => ({
  id,
  organizationId: ACME,
  name: `Token ${id}`,
  description: '',
  owner: { kind: 'organization' },
  createdBy: HOST,
  access: { kind: 'read_only' },
  ceiling: null,
  conditions: UNCONDITIONAL,
  catalogueRevision: 1,
  status: 'active',
  createdAt: NOW,
  updatedAt: NOW,
  expiresAt: null,
  revokeAtSignOut: false,
  approval: null,
  originMemberId: null,
  revocation: null,
  revision: 1,
  parentId: null,
  ...changes,
})

export const secret = (id: TokenIdType, changes: Partial<SecretRecord> = {}): SecretRecord => ({
  tokenId: id,
  version: 1,
  scheme: 'hmac-sha256',
  lookup: null,
  digest: 'ZGlnZXN0',
  pepperVersion: 1,
  prefix: 'kw',
  tail: 'x9Qf',
  createdAt: NOW,
  notAfter: null,
  quietMs: null,
  ...changes,
})

/** Puts an organisation, members and tokens into a store. */
export const seed = (
  store: Store,
  { members = [], tokens = [] }: { members?: MemberRecord[]; tokens?: TokenRecord[] } = {},
  of: OrganizationRecord = organization(),
) =>
  store.transact(async (writes) => {
    await writes.organizations.put(of)
    for (const record of members) await writes.members.put(record)
    for (const record of tokens) await writes.tokens.insert(record, secret(record.id))
  })

/** Runs TypeScript in a process of its own, under another user where asked; answers what it printed. `core/` is our source. */
export async function runApart(code: string, options: { uid?: number } = {}): Promise<string> {
  const source = new URL('../src/', import.meta.url).href
  const child = spawn(
    process.execPath,
    [
      '--conditions=keyward-source',
      '--input-type=module-typescript',
      '--eval',
      code.replaceAll('core/', source),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname, ...options },
  )
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  await once(child, 'close')
  return printed.trim()
}
