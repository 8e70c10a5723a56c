import { hash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { ConditionsInput } from '@keyward/contract'
import type { Actor, Keyward } from '@keyward/core'
import { against, figureOf, type Group, inTurns } from './figures.ts'
import { NEED, type StockedDatabase } from './stocked-database.ts'

const ROUNDS = 9
const ROUND_MS = 250
const HOT = 64
/** Over all hot tokens, between two looks at the clock. */
const PASSES = 16
/** Fewer than make Keyward write the usage by itself. */
const ASKED = 400

const FREE = 'without conditions'
const HASH = 'one crypto.hash (sha256, base64)'
const WRITE = 'writing the use of a token, in the background'
const READ = 'one prepared read of a token row'

/** What a verification costs a program that embeds Keyward. */
export async function measureInProcess(stock: StockedDatabase): Promise<Group[]> {
  const keyward = await stock.open()
  try {
    return [
      await measureHits(keyward, stock.texts.slice(0, HOT)),
      await measureConditions(keyward, stock.host),
      await measureFills(stock),
    ]
  } finally {
    await keyward.close()
  }
}

async function measureHits(keyward: Keyward, texts: readonly string[]): Promise<Group> {
  for (const text of texts) await keyward.verify(text, { need: NEED })
  const facts = { need: NEED }
  const full = { need: NEED, address: '203.0.113.7', agent: 'curl/8.11.1' }
  const unknown = texts.map((text) => text.slice(0, -1) + (text.endsWith('0') ? '1' : '0'))
  const rounds = await inTurns(ROUNDS, {
    [HASH]: () => repeat(texts, (text) => hash('sha256', text, 'base64')),
    'verifyNow, held in memory': () => repeat(texts, (text) => keyward.verifyNow(text, facts)),
    'verifyNow, with address and agent': () => repeat(texts, (text) => keyward.verifyNow(text, full)),
    'await verify, held in memory': () => repeatAsync(texts, (text) => keyward.verify(text, facts)),
    'verifyNow, wrong checksum': () => repeat(unknown, (text) => keyward.verifyNow(text, facts)),
  })
  const figures = Object.entries(rounds).map(([what, values]) => figureOf(what, '/s', values))
  return { title: 'In the same process, token held in memory', figures: against(figures, HASH) }
}

/** Tokens with conditions: a limit is spent from memory, and a slice of it reserved on disk now and then. */
async function measureConditions(keyward: Keyward, host: Actor): Promise<Group> {
  const generate = async (conditions: ConditionsInput = {}) => {
    const { plaintext } = await keyward.generateToken(host, {
      name: 'bench',
      owner: 'organization',
      conditions,
    })
    return Array(HOT).fill(plaintext)
  }
  const facts = { need: NEED, address: '203.0.113.7' }
  const ask = (text: string) => keyward.verifyNow(text, facts) ?? keyward.verify(text, facts)
  const free = await generate()
  const addressed = await generate({ addresses: ['198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'] })
  const limited = await generate({ rateLimit: { limit: 1_000_000_000, windowSeconds: 86_400 } })
  const capped = await generate({ usageCap: 1_000_000_000_000 })
  const rounds = await inTurns(ROUNDS, {
    [FREE]: () => repeatAsync(free, ask),
    'bound to three networks': () => repeatAsync(addressed, ask),
    'under a rate limit': () => repeatAsync(limited, ask),
    'under a usage cap': () => repeatAsync(capped, ask),
  })
  const figures = Object.entries(rounds).map(([what, values]) => figureOf(what, '/s', values))
  return { title: 'In the same process, one token with conditions', figures: against(figures, FREE) }
}

/** Every token is asked for once after an opening, so that it is read, matched and kept; then its use is written. */
async function measureFills(stock: StockedDatabase): Promise<Group> {
  const db = new DatabaseSync(stock.path, { readOnly: true })
  db.exec('pragma mmap_size = 268435456; pragma cache_size = -32768')
  const read = db.prepare('select * from token where id = ?')
  const keyward = await stock.open()
  let from = 0
  const next = () => {
    const texts = stock.texts.slice(from, from + ASKED)
    from += ASKED
    return texts
  }
  try {
    let asked: string[] = []
    const rounds = await inTurns(Math.min(60, Math.floor(stock.texts.length / ASKED)), {
      [READ]: () => {
        asked = next()
        const ids = asked.map((text) => text.slice(3, 19))
        return perSecond(ids, (id) => read.get(id))
      },
      'await verify, read from the database': () =>
        perSecondAsync(asked, (text) => keyward.verify(text, { need: NEED })),
      [WRITE]: async () => (await perSecondAsync([asked], () => keyward.flush())) * ASKED,
    })
    const figures = Object.entries(rounds).map(([what, values]) => figureOf(what, '/s', values))
    const title = `In the same process, ${stock.texts.length.toLocaleString('en')} tokens, each asked for the first time`
    return { title, figures: against(figures, READ) }
  } finally {
    await keyward.close()
    db.close()
  }
}

function repeat<T>(list: readonly T[], work: (item: T) => unknown): number {
  const begun = performance.now()
  let batches = 0
  for (; performance.now() - begun < ROUND_MS; batches++)
    for (let n = 0; n < PASSES; n++) for (const item of list) work(item)
  return rate(batches * PASSES * list.length, begun)
}

async function repeatAsync<T>(list: readonly T[], work: (item: T) => unknown): Promise<number> {
  const begun = performance.now()
  let batches = 0
  for (; performance.now() - begun < ROUND_MS; batches++)
    for (let n = 0; n < PASSES; n++) for (const item of list) await work(item)
  return rate(batches * PASSES * list.length, begun)
}

function perSecond<T>(list: readonly T[], work: (item: T) => unknown): number {
  const begun = performance.now()
  for (const item of list) work(item)
  return rate(list.length, begun)
}

async function perSecondAsync<T>(list: readonly T[], work: (item: T) => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  for (const item of list) await work(item)
  return rate(list.length, begun)
}

const rate = (count: number, begun: number) => (count / (performance.now() - begun)) * 1000
