import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ApiInput } from '@keyward/contract'
import { createKeyward, type Keyward, loadKeyring, openSqliteStore } from '@keyward/core'
import { verifyChain } from '../../packages/core/src/audit/chain.ts'
import type { AuditHead } from '../../packages/core/src/audit/event.ts'
import type { Keyring } from '../../packages/core/src/keys/keyring.ts'
import { realClock, realRandom, realTimers } from '../../packages/core/src/real-world.ts'
import type { SqliteStore } from '../../packages/core/src/storage/sqlite/open.ts'
import type { Ledger } from './ledger.ts'

const FULL = 2

/** Opens what a crash has left, as a restart would, and tells everything that is not as was acknowledged. */
export async function findFaults(dataDir: string, ledger: Ledger, catalogue: ApiInput[]): Promise<string[]> {
  const path = join(dataDir, 'keyward.db')
  const store = await openSqliteStore({ path, clock: realClock, timers: realTimers })
  try {
    const keys = await loadKeyring({
      path: join(dataDir, 'keys.json'),
      store,
      random: realRandom,
      now: realClock.now(),
    })
    const keyward = await createKeyward({ database: store, keys, catalogue })
    try {
      return [
        ...fileFaults(path, store),
        ...(await verdictFaults(keyward, ledger)),
        ...(await auditFaults(store, keys, ledger)),
        ...countFaults(path, ledger),
        ...(await lifeFaults(keyward)),
      ]
    } finally {
      await keyward.close()
    }
  } finally {
    await store.close()
  }
}

function fileFaults(path: string, store: SqliteStore): string[] {
  const { synchronous } = store.pragmas()
  const integrity = rowsOf<{ integrity_check: string }>(path, 'pragma integrity_check')
    .map((row) => row.integrity_check)
    .join('; ')
  return [
    ...(integrity === 'ok' ? [] : [`integrity: ${integrity}`]),
    ...(synchronous === FULL ? [] : [`synchronous is ${synchronous}`]),
  ]
}

async function verdictFaults(keyward: Keyward, { outcomes }: Ledger): Promise<string[]> {
  const faults: string[] = []
  for (const [text, allowed] of outcomes) {
    const verdict = await keyward.verify(text)
    const found = verdict.valid ? 'valid' : verdict.code
    if (!allowed.has(found)) faults.push(`a token is ${found}, acknowledged as ${[...allowed].join(' or ')}`)
  }
  return faults
}

/** Every chain holds; every acknowledged change has its event; every change of a token's row has exactly one. */
async function auditFaults(store: SqliteStore, keys: Keyring, ledger: Ledger): Promise<string[]> {
  const faults: string[] = []
  const events = new Map<string, number>()
  const told = new Map<string, number>()
  for (const { chain } of await store.database.selectFrom('audit_head').select('chain').execute()) {
    const head = (await store.reads.audit.head(chain as AuditHead['chain'])) as AuditHead
    const found = await store.reads.audit.events(head.chain, 0, 1_000_000)
    const report = await verifyChain(found, head, keys)
    if (!report.ok) faults.push(`the audit chain breaks at ${report.sequence}: ${report.fault}`)
    for (const { kind, subjectId } of found) {
      add(told, `${kind} ${subjectId}`)
      if (subjectId !== null) add(events, subjectId)
    }
  }
  const expected = new Map<string, number>()
  for (const [kind, id] of ledger.events) add(expected, `${kind} ${id}`)
  for (const [change, count] of expected)
    if ((told.get(change) ?? 0) < count) faults.push(`an acknowledged change has no audit event: ${change}`)
  for (const { id, revision } of await store.database
    .selectFrom('token')
    .select(['id', 'revision'])
    .execute())
    if (events.get(id) !== revision)
      faults.push(`token ${id} was changed ${revision} times, the audit tells ${events.get(id) ?? 0}`)
  return faults
}

function countFaults(path: string, { counts }: Ledger): string[] {
  return [...counts].flatMap(([id, least]) => {
    const count = countedUses(path, id)
    return count >= least ? [] : [`${count} uses of ${id} are counted, ${least} were acknowledged`]
  })
}

/** How many requests of a token the usage tables tell as allowed. */
export function countedUses(path: string, tokenId: string): number {
  const query = `select coalesce(sum(count), 0) as uses from usage_hour where token_id = ? and outcome = 'allowed'`
  return rowsOf<{ uses: number }>(path, query, tokenId)[0]?.uses ?? 0
}

/** What survived is still of use: a token is generated, verified and revoked. */
async function lifeFaults(keyward: Keyward): Promise<string[]> {
  const { id: organizationId } = await keyward.organizations.put({ externalId: 'after', name: 'After' })
  const host = { kind: 'host', organizationId, name: 'after' } as const
  const { plaintext, token } = await keyward.generateToken(host, { name: 'after', owner: 'organization' })
  const before = await keyward.verify(plaintext)
  await keyward.revokeToken(host, { tokenId: token.id })
  const after = await keyward.verify(plaintext)
  return before.valid && !after.valid ? [] : ['a new token is not valid, or is valid after its revocation']
}

function rowsOf<T>(path: string, query: string, ...values: string[]): T[] {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    return db.prepare(query).all(...values) as T[]
  } finally {
    db.close()
  }
}

const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
