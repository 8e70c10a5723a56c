import { DatabaseSync } from 'node:sqlite'
import type { TokenId } from '@keyward/contract'
import { against, type Group, latencyOf } from './figures.ts'
import type { StockedDatabase } from './stocked-database.ts'

const TIMES = 300
const COMMIT = 'one row in SQLite, synchronous = FULL'

/** How long generating and revoking take until they are on the disk, beside a bare commit on the same disk. */
export async function measureChanges(stock: StockedDatabase): Promise<Group> {
  const bare = new DatabaseSync(`${stock.path}-bare`)
  bare.exec('pragma journal_mode = wal; pragma synchronous = full; create table row (id integer, text text)')
  const insert = bare.prepare('insert into row values (?, ?)')
  const keyward = await stock.open()
  const [commits, generates, revokes]: number[][] = [[], [], []]
  try {
    for (let n = 0; n < TIMES; n++) {
      await timed(commits, () => insert.run(n, 'x'.repeat(200)))
      const tokenId = await timed(generates, async () => {
        const { token } = await keyward.generateToken(stock.host, { name: `new ${n}`, owner: 'organization' })
        return token.id as TokenId
      })
      await timed(revokes, () => keyward.revokeToken(stock.host, { tokenId }))
    }
  } finally {
    await keyward.close()
    bare.close()
  }
  const figures = [
    latencyOf(COMMIT, commits ?? []),
    latencyOf('generate a token', generates ?? []),
    latencyOf('revoke a token', revokes ?? []),
  ]
  return { title: 'Changes in the same process, one after the other', figures: against(figures, COMMIT) }
}

/** The first page of a long list, as the console asks for it. */
export async function measureListing(stock: StockedDatabase): Promise<Group> {
  const keyward = await stock.open()
  const queries = {
    'first page, as the console opens it': {},
    'first page, by name': { sort: 'name' },
    'first page, last used first': { sort: '-lastUsedAt' },
    'first page, only active, full access': { status: 'active', access: 'full_access' },
    'search by a word of the name': { search: 'backup' },
    'search by the start of an id': { search: stock.texts[7]?.slice(3, 9) ?? '' },
  } as const
  try {
    const durations = new Map<string, number[]>()
    for (let round = 0; round < 15; round++)
      for (const [what, query] of Object.entries(queries)) {
        const into = durations.get(what) ?? []
        durations.set(what, into)
        await timed(into, () => keyward.listTokens(stock.host, { ...query }))
      }
    const figures = [...durations].map(([what, values]) => latencyOf(what, values))
    return { title: `Listing, ${stock.texts.length.toLocaleString('en')} tokens, 50 a page`, figures }
  } finally {
    await keyward.close()
  }
}

async function timed<T>(into: number[] | undefined, work: () => T | Promise<T>): Promise<T> {
  const begun = performance.now()
  const answer = await work()
  into?.push(performance.now() - begun)
  return answer
}
