import { hash, timingSafeEqual } from 'node:crypto'
import { KeywardError } from '@keyward/contract'
import type { Random, Store, Writes } from '../../ports.ts'

/** 32 signs that nobody mixes up: a byte's low five bits choose one. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const GROUPS = 4
const GROUP_LENGTH = 5
const ATTEMPTS = 10
const REISSUE_AFTER_MS = 10_000

export type SetupState = 'open' | 'done'

export async function setupState({ store }: { store: Store }): Promise<SetupState> {
  return (await store.reads.installation.get('setup_done_at')) === undefined ? 'open' : 'done'
}

/**
 * Issues the one-time code that claims a fresh server; only its hash is stored. Undefined when the server is set up,
 * or when another process issued one a moment ago: the first of several prints it.
 */
export async function issueSetupCode(
  { store, random, clock }: { store: Store; random: Random; clock: { now(): number } },
  chosen?: string,
): Promise<string | undefined> {
  const now = clock.now()
  const { value } = await store.transact(async ({ installation }) => {
    if ((await installation.get('setup_done_at')) !== undefined) return undefined
    const issued = parseIssued(await installation.get('setup_code_hash'))
    if (chosen === undefined && issued && now - issued.at < REISSUE_AFTER_MS) return undefined
    const code = chosen ?? newCode(random)
    await installation.put('setup_code_hash', JSON.stringify({ hash: codeHash(code), at: now }))
    await installation.remove('setup_attempts')
    return code
  })
  return value
}

/**
 * Counts one attempt with a setup code, and says whether it is the right one.
 * @throws KeywardError `setup_done`, `setup_code_wrong`, `too_many_attempts`
 */
export async function checkSetupCode({ store }: { store: Store }, code: string): Promise<void> {
  const { value: outcome } = await store.transact((writes) => tryCode(writes, code))
  if (outcome === 'right') return
  if (outcome === 'done') throw new KeywardError('setup_done', { detail: 'Sign in instead.' })
  if (outcome === 'exhausted')
    throw new KeywardError('too_many_attempts', {
      detail: 'This setup code is used up. Restart the server for a new one.',
    })
  throw new KeywardError('setup_code_wrong', {
    detail: 'Copy the code that the server printed when it started.',
  })
}

async function tryCode(
  { installation }: Writes,
  code: string,
): Promise<'right' | 'wrong' | 'exhausted' | 'done'> {
  if ((await installation.get('setup_done_at')) !== undefined) return 'done'
  const attempts = Number((await installation.get('setup_attempts')) ?? 0)
  if (attempts >= ATTEMPTS) return 'exhausted'
  const issued = parseIssued(await installation.get('setup_code_hash'))
  if (issued && timingSafeEqual(Buffer.from(issued.hash), Buffer.from(codeHash(code)))) return 'right'
  await installation.put('setup_attempts', String(attempts + 1))
  return 'wrong'
}

function newCode(random: Random): string {
  const signs = [...random.bytes(GROUPS * GROUP_LENGTH)].map((byte) => SIGNS[byte % SIGNS.length])
  return Array.from({ length: GROUPS }, (_, group) =>
    signs.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  ).join('-')
}

const codeHash = (code: string): string => hash('sha256', `keyward setup code ${code.trim().toUpperCase()}`)

function parseIssued(text: string | undefined): { hash: string; at: number } | undefined {
  return text === undefined ? undefined : JSON.parse(text)
}
