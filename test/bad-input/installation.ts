import assert from 'node:assert/strict'
import { cpSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorCode } from '@keyward/contract'
import { Ledger } from '../crash/ledger.ts'
import { findFaults } from '../crash/survivors.ts'
import { CATALOGUE, openServerPlace, SERVER_ENV, startClaimedServer } from '../parts/claimed-server.ts'
import { type Ended, runServerProcess, type ServerOptions } from '../parts/server-process.ts'

/** A set-up installation with a token in use, copied afresh for each thing that can happen to it. */
export type Installation = {
  token: string
  /** A copy to harm: the folder that a server runs in, and its data folder. */
  copy(): Copy
  /** What is no longer as it was in a copy: nothing, or the damage. */
  losses(data: string): Promise<string[]>
  remove(): Promise<void>
}

export type Copy = {
  folder: string
  data: string
  /** The unharmed file of this name. */
  backup(name: string): string
}

/** Does harm to a copy, and answers how its cause is taken away again. */
export type Harm = (copy: Copy) => () => void

export async function makeInstallation(): Promise<Installation> {
  const place = openServerPlace()
  const { server, manager } = await startClaimedServer(place)
  const made = await server.ask('POST', '/v1/tokens', { as: manager, body: { name: 'old' } })
  const gone = await server.ask('POST', '/v1/tokens', { as: manager, body: { name: 'gone' } })
  await server.ask('POST', `/v1/tokens/${gone.body.token.id}/revoke`, { as: manager, body: {} })
  await server.stop()
  const ledger = new Ledger()
  ledger.note({ done: { [made.body.plaintext]: 'valid', [gone.body.plaintext]: 'token_revoked' } })
  const whole = join(place.folder, 'data')
  return {
    token: made.body.plaintext,
    copy() {
      const folder = mkdtempSync(join(place.folder, 'copy-'))
      cpSync(join(place.folder, 'catalogue.json'), join(folder, 'catalogue.json'))
      const data = join(folder, 'data')
      cpSync(whole, data, { recursive: true })
      return { folder, data, backup: (name) => join(whole, name) }
    },
    losses: (data) => findFaults(data, ledger, CATALOGUE),
    remove: place.end,
  }
}

/** Starts the server where it cannot, and holds it to one clear line under the right code. */
export async function expectRefusal(
  options: ServerOptions,
  code: ErrorCode,
  detail: RegExp = /./,
): Promise<string> {
  const ended = await runServerProcess({ ...options, env: { ...SERVER_ENV, ...options.env } })
  return readRefusal(ended, code, detail)
}

function readRefusal({ code: exit, signal, stdout, stderr }: Ended, code: ErrorCode, detail: RegExp): string {
  const said = `it printed: ${stdout}${stderr}`
  assert.deepEqual([exit, signal], [1, null], said)
  assert.equal(stdout, '', said)
  const lines = stderr.split('\n').filter((line) => line !== '')
  assert.equal(lines.length, 1, said)
  const [line = ''] = lines
  assert.ok(line.startsWith(`keyward: ${code}: `), said)
  assert.match(line, detail)
  assert.doesNotMatch(line, /\bat .*:\d+:\d+|node:|undefined|\[object/, said)
  return line
}

/** Words that take from root the right to write wherever it likes, so that file modes count. */
export function asOrdinaryUser(): string[] {
  if (process.getuid?.() !== 0) return []
  const rights = '-dac_override,-dac_read_search'
  return ['setpriv', `--bounding-set=${rights}`, `--inh-caps=${rights}`]
}

/** Harms a copy, sees the start refused, takes the cause away, and finds everything as it was. */
export async function seeRefusedAndWhole(
  { copy, losses }: Installation,
  harm: Harm,
  code: ErrorCode,
  detail: RegExp,
): Promise<void> {
  const harmed = copy()
  const undo = harm(harmed)
  try {
    await expectRefusal({ folder: harmed.folder, under: asOrdinaryUser() }, code, detail)
  } finally {
    undo()
  }
  assert.deepEqual(await losses(harmed.data), [])
}

/** Tests share one installation, made before the first and removed after the last. */
export function shareInstallation(): { get(): Promise<Installation>; remove(): Promise<void> } {
  let made: Promise<Installation> | undefined
  return {
    get: () => (made ??= makeInstallation()),
    remove: async () => (await made)?.remove(),
  }
}
