// One scripted run of an embedded Keyward, in the folder named, that writes down every answer in the file named.
// It is killed or its disk fails at some write; whoever started it compares. Exit 0: it came to its end.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { KeywardError, type Minted } from '@keyward/contract'
import { type Actor, createKeyward, type Keyward } from '@keyward/core'
import { CATALOGUE } from '../parts/claimed-server.ts'
import type { ChangeEvent, Entry, Outcome } from './ledger.ts'

const [folder = '', journal = ''] = process.argv.slice(2)
const HOUR_MS = 3_600_000

const note = (entry: Entry) => appendFileSync(journal, `${JSON.stringify(entry)}\n`)

/** Faults of the storage are answers too; anything else is not ours to swallow. */
const REPORTED = ['storage_unavailable', 'database_', 'data_dir_unusable', 'keys_', 'verifier_not_ready']
const isReported = (error: unknown): error is KeywardError =>
  error instanceof KeywardError && REPORTED.some((code) => error.code.startsWith(code))

async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!isReported(error)) throw error
    note({ failed: error.code })
    return undefined
  }
}

/** Asks for one change, with what it would make of the tokens known, and writes down its answer. */
async function change<T>(
  asked: Record<string, Outcome>,
  work: () => Promise<T>,
  told: (answer: T) => { events: readonly ChangeEvent[]; fresh?: Record<string, Outcome> },
): Promise<T | undefined> {
  note({ asked })
  const answer = await attempt(work)
  if (answer === undefined) return undefined
  const { events, fresh = {} } = told(answer)
  note({ done: { ...asked, ...fresh }, events })
  return answer
}

const generate = (keyward: Keyward, host: Actor, name: string): Promise<Minted | undefined> =>
  change(
    {},
    () => keyward.generateToken(host, { name, owner: 'organization' }),
    ({ plaintext, token }) => ({
      events: [['token.generated', token.id]],
      fresh: { [plaintext]: 'valid' },
    }),
  )

const revoke = (keyward: Keyward, host: Actor, { plaintext, token }: Minted) =>
  change(
    { [plaintext]: 'token_revoked' },
    () => keyward.revokeToken(host, { tokenId: token.id }),
    () => ({ events: [['token.revoked', token.id]] }),
  )

const reinstate = (keyward: Keyward, host: Actor, { plaintext, token }: Minted) =>
  change(
    { [plaintext]: 'valid' },
    () => keyward.reinstateToken(host, { tokenId: token.id }),
    () => ({ events: [['token.reinstated', token.id]] }),
  )

const regenerate = (keyward: Keyward, host: Actor, { plaintext, token }: Minted, graceMs: number) =>
  change(
    { [plaintext]: graceMs > 0 ? 'valid' : 'token_unknown' },
    () => keyward.regenerateToken(host, { tokenId: token.id, graceMs }),
    (made) => ({
      events: [['token.regenerated', token.id]],
      fresh: { [made.plaintext]: 'valid' },
    }),
  )

const remove = (keyward: Keyward, host: Actor, { plaintext, token }: Minted) =>
  change(
    { [plaintext]: 'token_unknown' },
    () => keyward.deleteToken(host, { tokenId: token.id, revoke: true }),
    () => ({
      events: [
        ['token.revoked', token.id],
        ['token.deleted', token.id],
      ],
    }),
  )

const revokeAll = (keyward: Keyward, host: Actor, tokens: readonly Minted[]) =>
  change(
    Object.fromEntries(tokens.map(({ plaintext }) => [plaintext, 'token_revoked'])),
    () =>
      keyward.revokeTokens(host, {
        selection: { ids: tokens.map(({ token }) => token.id) },
        expected: tokens.length,
      }),
    ({ batchId, revoked }) => ({
      events: [['tokens.revoked', batchId], ...revoked.map((id): ChangeEvent => ['token.revoked', id])],
    }),
  )

/** How often each token was let through, over the whole script. */
const passed = new Map<string, number>()

/** Uses a token and has the count written. */
async function use(keyward: Keyward, { plaintext, token }: Minted, uses: number) {
  for (let count = 0; count < uses; count++) {
    const verdict = await keyward.verify(plaintext, { need: null, address: '203.0.113.7' })
    // A storage that fails may leave verification without an answer, and such a request is not counted.
    if (!verdict.valid) break
    passed.set(token.id, (passed.get(token.id) ?? 0) + 1)
  }
  const written = await attempt(async () => {
    await keyward.flush()
    return true
  })
  if (written) note({ counted: { [token.id]: passed.get(token.id) ?? 0 } })
}

async function session(work: (keyward: Keyward, host: Actor) => Promise<void>): Promise<void> {
  const keyward = await createKeyward({
    database: join(folder, 'keyward.db'),
    keys: join(folder, 'keys.json'),
    catalogue: CATALOGUE,
  })
  try {
    const { id } = await keyward.organizations.put({ externalId: 'acme', name: 'Acme' })
    await work(keyward, { kind: 'host', organizationId: id, name: 'script' })
  } finally {
    await keyward.close()
  }
}

const kept: Minted[] = []
const at = (index: number, work: (minted: Minted) => Promise<unknown>) => kept[index] && work(kept[index])

await attempt(() =>
  session(async (keyward, host) => {
    for (let n = 0; n < 9; n++) {
      const minted = await generate(keyward, host, `token ${n}`)
      if (minted) kept.push(minted)
    }
    await at(0, (minted) => use(keyward, minted, 20))
    await at(1, (minted) => revoke(keyward, host, minted))
    if (await at(2, (minted) => revoke(keyward, host, minted)))
      await at(2, (minted) => reinstate(keyward, host, minted))
    await at(3, (minted) => regenerate(keyward, host, minted, 0))
    await at(4, (minted) => regenerate(keyward, host, minted, HOUR_MS))
    await at(5, (minted) => remove(keyward, host, minted))
  }),
)
await attempt(() =>
  session(async (keyward, host) => {
    if (kept.length > 6) await revokeAll(keyward, host, kept.slice(6))
    await at(0, (minted) => use(keyward, minted, 20))
    await at(0, (minted) => revoke(keyward, host, minted))
    await generate(keyward, host, 'the last')
  }),
)
