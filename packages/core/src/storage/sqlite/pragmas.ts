import type { DatabaseSync } from 'node:sqlite'
import { KeywardError } from '@keyward/contract'

/** How a connection really stands, read from SQLite itself. */
export type Pragmas = {
  journal_mode: string
  /** 2 is FULL: a commit answers after its fsync. */
  synchronous: number
  foreign_keys: number
  busy_timeout: number
  mmap_size: number
  cache_size: number
}

const WANTED: Pragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 0,
  mmap_size: 256 * 1024 * 1024,
  // Negative: in KiB.
  cache_size: -32 * 1024,
}

/** What serves a connection that only reads, as one statement after the other. */
export const READING = `pragma mmap_size = ${WANTED.mmap_size}; pragma cache_size = ${WANTED.cache_size}`

/** Before this one, a write-ahead log could be reset under a reader and damage the file. */
const OLDEST_SQLITE = [3, 51, 3]

/**
 * Sets what durability rests on and reads it back: builds of SQLite differ in what they silently keep.
 * @throws KeywardError `database_unusable`
 */
export function setPragmas(db: DatabaseSync): void {
  for (const [name, value] of Object.entries(WANTED)) db.exec(`pragma ${name} = ${value}`)
  const standing = pragmasOf(db)
  for (const [name, value] of Object.entries(WANTED))
    if (read(standing, name) !== value)
      throw new KeywardError('database_unusable', {
        detail: `SQLite keeps ${name} at ${read(standing, name)} where Keyward needs ${value}. Put the database on a local disk.`,
      })
}

/** @throws KeywardError `database_unusable` */
export function requireVersion(db: DatabaseSync): void {
  const version = String(db.prepare('select sqlite_version() as version').get()?.version)
  if (isOlder(version.split('.').map(Number)))
    throw new KeywardError('database_unusable', {
      detail: `This Node.js brings SQLite ${version}; Keyward needs ${OLDEST_SQLITE.join('.')} or later. Update Node.js.`,
    })
}

export function isOlder(version: readonly number[]): boolean {
  for (const [at, least] of OLDEST_SQLITE.entries()) {
    const part = version[at] ?? 0
    if (part !== least) return part < least
  }
  return false
}

export function pragmasOf(db: DatabaseSync): Pragmas {
  const value = (name: string) => Object.values(db.prepare(`pragma ${name}`).get() ?? {})[0]
  return {
    journal_mode: String(value('journal_mode')),
    synchronous: Number(value('synchronous')),
    foreign_keys: Number(value('foreign_keys')),
    busy_timeout: Number(value('busy_timeout')),
    mmap_size: Number(value('mmap_size')),
    cache_size: Number(value('cache_size')),
  }
}

const read = (pragmas: Pragmas, name: string) => Object.entries(pragmas).find(([key]) => key === name)?.[1]
