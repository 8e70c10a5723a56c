import assert from 'node:assert/strict'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { ACME, runApart, secret, seed, tempFolder, token, tokenId } from '../../../test/stores.ts'
import { realClock, realRandom, realTimers } from '../../real-world.ts'
import { openSqliteStore } from './open.ts'
import { isOlder } from './pragmas.ts'

const world = { clock: realClock, timers: realTimers, random: realRandom }
const NOBODY = 65534

async function place(t: TestContext) {
  const dir = await tempFolder(t)
  const path = join(dir, 'keyward.db')
  const open = (options = {}) => openSqliteStore({ path, ...world, ...options })
  return { dir, path, open }
}

/** A closed database with some tokens in it. */
async function used(t: TestContext) {
  const made = await place(t)
  const store = await made.open()
  await seed(store, { tokens: Array.from({ length: 200 }, (_, n) => token(tokenId(n))) })
  await store.close()
  return made
}

test('durability is set and read back at every opening, the second one too', async (t) => {
  const { open } = await place(t)
  for (let round = 0; round < 2; round++) {
    const store = await open()
    const { journal_mode, synchronous, foreign_keys, busy_timeout } = store.pragmas()
    assert.deepEqual(
      { journal_mode, synchronous, foreign_keys, busy_timeout },
      {
        journal_mode: 'wal',
        synchronous: 2,
        foreign_keys: 1,
        busy_timeout: 0,
      },
    )
    await store.close()
  }
})

test('closing leaves one file, and may be asked for twice', async (t) => {
  const { dir, open } = await place(t)
  const store = await open()
  await seed(store)
  await Promise.all([store.close(), store.close()])
  assert.deepEqual(readdirSync(dir), ['keyward.db'])
  await assert.rejects(
    store.transact(async () => {}),
    { code: 'storage_unavailable' },
  )
})

test('a new database is for its own user alone', async (t) => {
  const { path, open } = await place(t)
  const store = await open()
  for (const file of [path, `${path}-wal`, `${path}-shm`]) assert.equal(statSync(file).mode & 0o777, 0o600)
  await store.close()
})

test('closing waits for the transaction that is under way', async (t) => {
  const { open } = await place(t)
  const store = await open()
  const [, closed] = [
    store.transact(async (writes) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      await writes.installation.put('setup_attempts', '1')
    }),
    store.close(),
  ]
  await closed
  const again = await open()
  assert.equal(await again.reads.installation.get('setup_attempts'), '1')
  await again.close()
})

test('processes that start at once on an empty folder all come up on the same tables', async (t) => {
  const { path } = await place(t)
  const code = `
    import { openSqliteStore } from 'core/storage/sqlite/open.ts'
    import { realClock as clock, realTimers as timers } from 'core/real-world.ts'
    const store = await openSqliteStore({ path: ${JSON.stringify(path)}, clock, timers })
    await store.transact((writes) => writes.invalidate([{ kind: 'all', key: '*' }], 'widening'))
    await store.close()
    console.log('up')`
  assert.deepEqual(await Promise.all(Array.from({ length: 4 }, () => runApart(code))), Array(4).fill('up'))
  const db = new DatabaseSync(path)
  assert.deepEqual({ ...db.prepare('select sequence from inval_head').get() }, { sequence: 4 })
  db.close()
})

test('a renewal in the tick after another process committed is told of it', async (t) => {
  const { path, open } = await place(t)
  const store = await open()
  await store.feed.register('v', 0)
  assert.deepEqual(store.feed.renewNow('v', 0), { registered: true, invalidations: [] })
  await runApart(`
    import { openSqliteStore } from 'core/storage/sqlite/open.ts'
    import { realClock as clock, realTimers as timers } from 'core/real-world.ts'
    const store = await openSqliteStore({ path: ${JSON.stringify(path)}, clock, timers })
    await store.transact((writes) => writes.invalidate([{ kind: 'all', key: '*' }], 'narrowing'))
    process.exit()`)
  const invalidations = [{ kind: 'all', key: '*', sequence: 1 }]
  assert.deepEqual(store.feed.renewNow('v', 0), { registered: true, invalidations })
  await store.close()
  assert.equal(store.feed.renewNow('v', 1), undefined)
})

test('a lock held elsewhere is waited for, up to five seconds', async (t) => {
  const { path, open } = await used(t)
  let passed = 0
  const clock = { now: realClock.now, mono: () => realClock.mono() + passed }
  const store = await open({ clock })
  const holder = new DatabaseSync(path)
  holder.exec('begin immediate')
  setTimeout(() => holder.exec('rollback'), 60)
  await seed(store)
  holder.exec('begin immediate')
  setTimeout(() => {
    passed = 5000
  }, 60)
  await assert.rejects(seed(store), { code: 'storage_unavailable' })
  holder.close()
  await seed(store)
  await store.close()
})

test('a full disk undoes the whole change, also when the work goes on after the error', async (t) => {
  const { open } = await used(t)
  const store = await open()
  await sql`pragma max_page_count = 1`.execute(store.database)
  const filled = store.transact(async (writes) => {
    await writes.installation.put('setup_attempts', '9')
    for (let n = 1000; n < 3000; n++)
      await writes.tokens.insert(token(tokenId(n)), secret(tokenId(n))).catch(() => {})
    await writes.installation.put('setup_code_hash', 'late')
  })
  await assert.rejects(filled, { code: 'storage_unavailable' })
  assert.equal(await store.reads.installation.get('setup_attempts'), undefined)
  assert.equal(await store.reads.installation.get('setup_code_hash'), undefined)
  assert.equal(await store.reads.tokens.factsOf(tokenId(1000)), undefined)
  await sql`pragma max_page_count = 100000`.execute(store.database)
  await store.transact((writes) => writes.installation.put('setup_attempts', '1'))
  await store.close()
})

test('a missing folder, a file in its place and a missing database are said as such', async (t) => {
  const { dir, open } = await place(t)
  const file = join(dir, 'file')
  writeFileSync(file, '')
  await assert.rejects(open({ path: join(dir, 'none', 'a.db') }), {
    code: 'data_dir_unusable',
    message: /none/,
  })
  await assert.rejects(open({ path: join(file, 'a.db') }), { code: 'data_dir_unusable' })
  await assert.rejects(open({ path: dir }), { code: 'database_unusable' })
  await assert.rejects(open({ path: join(dir, 'a.db'), create: false }), { code: 'database_unusable' })
  assert.deepEqual(readdirSync(dir), ['file'])
})

test('a file that is no database, a damaged and a cut one are refused and left alone', async (t) => {
  const { path, open } = await used(t)
  const sound = readFileSync(path)
  const damaged = Buffer.from(sound)
  damaged.fill(0xa5, 8192, 40_960)
  for (const content of [Buffer.from('hello '.repeat(1000)), damaged]) {
    writeFileSync(path, content)
    await assert.rejects(open(), { code: 'database_corrupt', message: /backup/ })
    assert.deepEqual(readFileSync(path), content)
  }
  writeFileSync(path, sound)
  truncateSync(path, sound.length / 2)
  await assert.rejects(open(), { code: 'database_corrupt' })
  writeFileSync(path, sound)
  const store = await open()
  assert.ok(await store.reads.tokens.find(ACME, tokenId(1)))
  await store.close()
})

test('a database from a newer version is refused', async (t) => {
  const { path, open } = await used(t)
  const db = new DatabaseSync(path)
  db.exec(`insert into migration values ('9999-later', '2030-01-01T00:00:00.000Z')`)
  db.close()
  await assert.rejects(open(), { code: 'database_newer', message: /9999-later/ })
})

test("another program's database is refused with its own words", async (t) => {
  const { path, open } = await place(t)
  const db = new DatabaseSync(path)
  db.exec('create table token (x)')
  db.close()
  await assert.rejects(open(), { code: 'database_unusable', message: /token.*already exists/ })
})

test('a read-only file and a read-only folder are refused with the way on', async (t) => {
  const { dir, path } = await used(t)
  const empty = join(dir, 'empty')
  mkdirSync(empty)
  // Root may write anywhere, so that somebody else has to try.
  const user = process.getuid?.() === 0 ? { uid: NOBODY } : {}
  if (user.uid) for (const each of [dir, path, empty]) chownSync(each, NOBODY, NOBODY)
  const attempt = (file: string) =>
    runApart(
      `
      import { openSqliteStore } from 'core/storage/sqlite/open.ts'
      import { realClock as clock, realTimers as timers } from 'core/real-world.ts'
      await openSqliteStore({ path: ${JSON.stringify(file)}, clock, timers }).then(
        (store) => store.close().then(() => console.log('open')),
        (fault) => console.log(fault.code),
      )`,
      user,
    )
  assert.equal(await attempt(path), 'open')
  chmodSync(path, 0o400)
  assert.equal(await attempt(path), 'database_read_only')
  chmodSync(path, 0o600)
  chmodSync(dir, 0o500)
  assert.equal(await attempt(path), 'database_read_only')
  chmodSync(dir, 0o700)
  chmodSync(empty, 0o500)
  assert.equal(await attempt(join(empty, 'keyward.db')), 'data_dir_unusable')
})

test('versions of SQLite with the write-ahead log bug are older than what is needed', () => {
  assert.deepEqual(
    [
      [3, 40, 1],
      [3, 51, 2],
      [3, 51],
      [3, 51, 3],
      [3, 53, 4],
      [4, 0, 0],
    ].map(isOlder),
    [true, true, true, false, false, false],
  )
})
