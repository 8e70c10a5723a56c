import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CATALOGUE, openServerPlace, startClaimedServer, startHere } from '../parts/claimed-server.ts'
import { seededRandom } from '../parts/seeded-random.ts'
import type { Ask, ServerProcess } from '../parts/server-process.ts'
import { Ledger } from './ledger.ts'
import { findFaults } from './survivors.ts'

const WORKERS = 4
/** Acknowledged changes before each kill: three rounds make 200 at least. */
const ACKS = { least: 70, more: 130 }

export type RoundsReport = { acknowledged: number; faults: string[] }

/**
 * Kills the real server at random moments of busy creating and revoking, restarts it each time, and tells whatever
 * is not as it was acknowledged. The same seed kills after the same numbers of acknowledgements.
 */
export async function runKillRounds(t: TestContext, rounds: number, seed: string): Promise<RoundsReport> {
  const place = openServerPlace(t)
  const { folder } = place
  const ledger = new Ledger()
  const random = seededRandom(seed)
  const below = (limit: number) => Buffer.from(random.bytes(4)).readUInt32BE() % limit
  const faults: string[] = []
  let { server, manager } = await startClaimedServer(place)
  for (let round = 1; round <= rounds; round++) {
    const killAfter = ledger.acknowledged + ACKS.least + below(ACKS.more)
    await driveUntilKilled(server, manager, ledger, killAfter, below(8))
    faults.push(...(await imageFaults(folder, round, ledger)))
    server = await startHere(place)
    faults.push(...(await answerFaults(server.ask, ledger)).map((fault) => `round ${round}: ${fault}`))
    if (faults.length > 0) break
  }
  return { acknowledged: ledger.acknowledged, faults }
}

/** The files as the crash left them, judged apart, so that the restart meets them untouched. */
async function imageFaults(folder: string, round: number, ledger: Ledger): Promise<string[]> {
  const image = join(folder, `image-${round}`)
  cpSync(join(folder, 'data'), image, { recursive: true, preserveTimestamps: true })
  return (await findFaults(image, ledger, CATALOGUE)).map((fault) => `round ${round}: ${fault}`)
}

async function driveUntilKilled(
  server: ServerProcess,
  manager: string,
  ledger: Ledger,
  killAfter: number,
  delayMs: number,
): Promise<void> {
  const workers = Array.from({ length: WORKERS }, () => work(server.ask, manager, ledger))
  while (ledger.acknowledged < killAfter) await sleep(1)
  await sleep(delayMs)
  await server.stop('SIGKILL')
  await Promise.all(workers)
}

/** Creates tokens and revokes every other one, until nobody answers any more. */
async function work(ask: Ask, manager: string, ledger: Ledger): Promise<void> {
  for (let turn = 0; ; turn++) {
    const made = await askOrGone(ask, 'POST', '/v1/tokens', manager, { name: `t${turn}` })
    if (!made) return
    const { plaintext, token } = made
    ledger.note({ done: { [plaintext]: 'valid' }, events: [['token.generated', token.id]] })
    if (turn % 2 === 0) continue
    ledger.note({ asked: { [plaintext]: 'token_revoked' } })
    const revoked = await askOrGone(ask, 'POST', `/v1/tokens/${token.id}/revoke`, manager, {})
    if (!revoked) return
    ledger.note({ done: { [plaintext]: 'token_revoked' }, events: [['token.revoked', token.id]] })
  }
}

async function askOrGone(ask: Ask, method: string, path: string, as: string, body: unknown) {
  const answer = await ask(method, path, { as, body }).catch(() => undefined)
  if (answer && answer.status >= 300)
    throw new Error(`${method} ${path}: ${answer.status} ${answer.body?.code}`)
  return answer?.body
}

async function answerFaults(ask: Ask, { outcomes }: Ledger): Promise<string[]> {
  const faults: string[] = []
  for (const [text, allowed] of outcomes) {
    const { status, body } = await ask('GET', '/v1/verify', { as: text })
    const found = status === 200 ? 'valid' : body.code
    if (!allowed.has(found))
      faults.push(`the server says ${found}, acknowledged was ${[...allowed].join(' or ')}`)
  }
  return faults
}
