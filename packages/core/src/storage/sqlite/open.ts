import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { KeywardError } from '@keyward/contract'
import { Kysely } from 'kysely'
import type { Clock, Random, Store, Timers } from '../../ports.ts'
import { migrate } from '../migrations/migrate.ts'
import { readsOn, transactOn } from '../sql-store.ts'
import type { Tables } from '../tables.ts'
import { SqliteConnection } from './connection.ts'
import { sqliteDialect } from './dialect.ts'
import { faultOf } from './faults.ts'
import { sqliteFeed } from './feed.ts'
import { type Patience, whileLocked } from './patience.ts'
import { type Pragmas, pragmasOf, requireVersion, setPragmas } from './pragmas.ts'
import { WorkerConnection } from './worker-connection.ts'

export type SqliteOptions = {
  path: string
  clock: Clock
  timers: Timers
  random?: Random | undefined
  /** Whether a missing file is made; otherwise it is an error. The folder must exist either way. */
  create?: boolean
}

/** A store in one SQLite file. `database` may also carry tables that are not ours. */
export type SqliteStore = Store & {
  readonly engine: 'sqlite'
  readonly database: Kysely<Tables>
  /** How the writing connection really stands. */
  pragmas(): Pragmas
}

/** Files up to this size are read through at every start. */
const CHECKED_BYTES = 64 * 1024 * 1024

/**
 * Opens or makes the database, checks it, and brings its tables to this version.
 * @throws KeywardError `data_dir_unusable`, `database_read_only`, `database_corrupt`, `database_newer`, `database_unusable`, `storage_unavailable`
 */
export async function openSqliteStore({
  path,
  clock,
  timers,
  random,
  create = true,
}: SqliteOptions): Promise<SqliteStore> {
  const file = resolve(path)
  requirePlace(file, create)
  const patience: Patience = { clock, timers, random }
  // Asked for here: an import would fail on an older Node.js before node-version.ts can say why.
  const sqlite = process.getBuiltinModule('node:sqlite')
  const opened: DatabaseSync[] = []
  const open = async (readOnly: boolean) => {
    const db = new sqlite.DatabaseSync(file, { readOnly, timeout: 0 })
    opened.push(db)
    await whileLocked(patience, () => setPragmas(db))
    return db
  }
  try {
    const writer = await open(false)
    requireVersion(writer)
    await whileLocked(patience, () => requireSound(writer, file))
    const database = new Kysely<Tables>({ dialect: sqliteDialect(new SqliteConnection(writer, patience)) })
    await migrate(database)
    const reader = new SqliteConnection(await open(true), patience)
    const feeder = new SqliteConnection(await open(true), patience)
    const apart = new WorkerConnection(file)
    return storeOn({ database, writer, reader, feeder, apart }, patience)
  } catch (error) {
    for (const db of opened) if (db.isOpen) db.close()
    throw asStartFault(error, file)
  }
}

type Connections = {
  database: Kysely<Tables>
  writer: DatabaseSync
  reader: SqliteConnection
  feeder: SqliteConnection
  apart: WorkerConnection
}

function storeOn({ database, writer, reader, feeder, apart }: Connections, patience: Patience): SqliteStore {
  const readingApart = new Kysely<Tables>({ dialect: sqliteDialect(apart) })
  const reading = new Kysely<Tables>({ dialect: sqliteDialect(reader) })
  let closing: Promise<void> | undefined
  const close = async () => {
    // Whoever writes now finishes first. The writer goes last, so that it can empty the write-ahead log.
    await database.connection().execute(async () => {})
    feeder.close()
    await reading.destroy()
    reader.close()
    await readingApart.destroy()
    await apart.close()
    await database.destroy()
    if (writer.isOpen) writer.close()
  }
  return {
    engine: 'sqlite',
    database,
    reads: readsOn(reading),
    heavy: readsOn(readingApart),
    feed: sqliteFeed({ database, connection: feeder, patience }),
    async transact(work) {
      if (closing) throw new KeywardError('storage_unavailable', { detail: 'The store is closed.' })
      return transactOn(database, patience.clock, work)
    },
    pragmas: () => pragmasOf(writer),
    close: () => (closing ??= close()),
  }
}

function requirePlace(file: string, create: boolean): void {
  const folder = dirname(file)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new KeywardError('data_dir_unusable', {
      detail: `There is no folder ${folder}. Make it, or name another.`,
    })
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found && !create)
    throw new KeywardError('database_unusable', {
      detail: `There is no database ${file}. Check the path, or restore a backup.`,
    })
  if (found && !found.isFile())
    throw new KeywardError('database_unusable', { detail: `${file} is not a file.` })
  if (!isWritable(folder))
    throw new KeywardError(found ? 'database_read_only' : 'data_dir_unusable', {
      detail: `This user may not write in ${folder}. Give it the right to, or name another folder.`,
    })
  if (found && !isWritable(file))
    throw new KeywardError('database_read_only', {
      detail: `This user may not write to ${file}. Give it the right to.`,
    })
  // SQLite would let the whole machine read it; the files beside it follow this one.
  if (!found) closeSync(openSync(file, 'a', 0o600))
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

function requireSound(db: DatabaseSync, file: string): void {
  const small = statSync(file).size <= CHECKED_BYTES
  const answer = small
    ? db.prepare('pragma quick_check(1)').get()?.quick_check
    : db.prepare(`select 'ok' as answer from sqlite_schema union select 'ok'`).get()?.answer
  if (answer !== 'ok')
    throw new KeywardError('database_corrupt', {
      detail: `${file} is damaged (${String(answer).replaceAll(/\s+/g, ' ')}). Stop Keyward, keep the file, and restore a backup.`,
    })
}

/** Whatever stopped the start, as one of ours: a fault that a query already named is named again, for a start. */
function asStartFault(error: unknown, file: string): unknown {
  const fault = faultOf(error instanceof KeywardError ? (error.cause ?? error) : error, file)
  if (fault instanceof KeywardError) return fault
  const says = fault instanceof Error ? fault.message : String(fault)
  return new KeywardError(
    'database_unusable',
    { detail: `${file} cannot be used: ${says}` },
    { cause: error },
  )
}
