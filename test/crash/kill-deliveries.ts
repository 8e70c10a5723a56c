import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Delivery } from '@keyward/contract'
import { openServerPlace, startClaimedServer, startHere } from '../parts/claimed-server.ts'
import { seededRandom } from '../parts/seeded-random.ts'
import type { Ask } from '../parts/server-process.ts'
import { type KillableReceiver, MOMENTS, type Moment, startKillableReceiver } from './killable-receiver.ts'

/** Messages that wait while a round's server is killed: more than one process claims at once. */
const TOKENS = 40
/** What a process posts to one webhook at a time: what may come twice where it dies. */
const AT_ONCE = 4
/** A dead process's messages are posted by the next once its claim is over: each start is so much later. */
const LATER_MS = 6 * 60_000
const PATIENCE_MS = 30_000

export type DeliveriesReport = { messages: number; kills: number; again: number; faults: string[] }

/**
 * Kills the real server over and over while it posts to a real receiver, at moments that the receiver picks, restarts
 * it, and tells whatever is lost, told wrongly, or posted again though its delivery had been written down.
 */
export async function killDeliveries(t: TestContext, kills: number, seed: string): Promise<DeliveriesReport> {
  const receiver = await startKillableReceiver()
  t.after(receiver.close)
  const place = openServerPlace(t)
  const random = seededRandom(seed)
  const below = (limit: number) => Buffer.from(random.bytes(4)).readUInt32BE() % limit
  const env = { KEYWARD_WEBHOOK_ALLOW: '127.0.0.1' }
  const first = await startClaimedServer(place, { env })
  const driver = await first.mint('driver', ['notes/*:*', 'keyward/webhooks:*', 'keyward/api-tokens:*'])
  const webhookId = await createWebhook(first.server.ask, driver, receiver)
  const made: string[] = []
  const faults: string[] = []
  let { server } = first
  for (let kill = 0; kill < kills; kill++) {
    const { stop } = server
    const moment = MOMENTS[kill % MOMENTS.length] ?? 'data'
    // After the answer comes what is killed most usefully: writing down that it came.
    const delayMs = moment === 'answered' ? below(6) : 0
    const killed = strikeAt(receiver, moment, 1 + below(TOKENS - 4)).then(async () => {
      await sleep(delayMs)
      await stop('SIGKILL')
    })
    made.push(...(await generate(server.ask, driver, TOKENS)))
    await killed
    const before = new Map([...receiver.got].map(([id, { count }]) => [id, count]))
    const statuses = statusesIn(place.folder, kill)
    const underWay = [...before.keys()].filter((id) => statuses.get(id) === 'sending')
    if (underWay.length > AT_ONCE)
      faults.push(`kill ${kill}: ${underWay.length} messages came and are not written down`)
    server = await startHere(place, { env: { ...env, ...laterBy((kill + 1) * LATER_MS) } })
    await untilDelivered(server.ask, driver, webhookId)
    for (const [id, count] of before)
      if (receiver.got.get(id)?.count !== count && statuses.get(id) === 'delivered')
        faults.push(`kill ${kill}: ${id} is posted again, though it was written down as delivered`)
  }
  faults.push(...logFaults(await deliveriesOf(server.ask, driver, webhookId), receiver, made))
  const again = [...receiver.got.values()].filter(({ count }) => count > 1).length
  return { messages: receiver.got.size, kills, again, faults }
}

/** Resolves the moment that the n-th message has come so far. */
const strikeAt = (receiver: KillableReceiver, moment: Moment, n: number): Promise<void> =>
  new Promise((kill) => {
    receiver.strike = { moment, n, kill }
  })

/** What makes the clock of a process go so much ahead. */
const laterBy = (ms: number) => {
  const script = `const { now } = Date; Date.now = () => now() + ${ms}`
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` }
}

async function createWebhook(ask: Ask, as: string, { url }: KillableReceiver): Promise<string> {
  const body = { name: 'receiver', url, events: ['token.generated'] }
  const { status, body: created } = await ask('POST', '/v1/webhooks', { as, body })
  if (status !== 201) throw new Error(`no webhook: ${JSON.stringify(created)}`)
  return created.webhook.id
}

/** Ids of tokens whose generation was acknowledged, until nobody answers any more. */
async function generate(ask: Ask, as: string, count: number): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const body = { name: `t${ids.length}`, owner: 'organization' }
    const answer = await ask('POST', '/v1/tokens', { as, body }).catch(() => undefined)
    if (!answer) break
    if (answer.status !== 201) throw new Error(`no token: ${JSON.stringify(answer.body)}`)
    ids.push(answer.body.token.id)
  }
  return ids
}

/** How far the database had each message when the process died: read from a copy, so that the restart meets it untouched. */
function statusesIn(folder: string, kill: number): Map<string, string> {
  const image = join(folder, `image-${kill}`)
  cpSync(join(folder, 'data'), image, { recursive: true })
  const db = new DatabaseSync(join(image, 'keyward.db'))
  try {
    const rows = db.prepare('select id, status from webhook_delivery').all()
    return new Map(rows.map(({ id, status }) => [String(id), String(status)]))
  } finally {
    db.close()
  }
}

async function deliveriesOf(ask: Ask, as: string, webhookId: string): Promise<Delivery[]> {
  const all: Delivery[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: string = `?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const { body } = await ask('GET', `/v1/webhooks/${webhookId}/deliveries${page}`, { as })
    all.push(...body.deliveries)
    cursor = body.nextCursor
  }
  return all
}

async function untilDelivered(ask: Ask, as: string, webhookId: string): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(50)) {
    const path = `/v1/webhooks/${webhookId}/deliveries?status=waiting&status=sending&limit=1`
    if ((await ask('GET', path, { as })).body.deliveries.length === 0) return
  }
  throw new Error('messages still wait long after the restart')
}

/** Every acknowledged change was told, under one id and with one text; the log tells what came, and nothing else. */
function logFaults(
  deliveries: readonly Delivery[],
  { got }: KillableReceiver,
  made: readonly string[],
): string[] {
  const told = [...got.values()].flatMap(({ bodies }) => [...bodies].map((body) => JSON.parse(body)))
  const tokens = told.map(({ data }) => data.token.id)
  const logged = new Set(deliveries.map(({ id }): string => id))
  return [
    ...made.filter((id) => !tokens.includes(id)).map((id) => `token ${id} was never told of`),
    ...tokens.filter((id, n) => tokens.indexOf(id) !== n).map((id) => `token ${id} was told of in two ways`),
    ...[...got.keys()].filter((id) => !logged.has(id)).map((id) => `${id} came, and no log tells of it`),
    ...deliveries
      .filter(({ id, status }) => status !== 'delivered' || !got.has(id))
      .map(({ id, status }) => `the log tells ${id} as ${status}, it came ${got.get(id)?.count ?? 0} times`),
  ]
}
