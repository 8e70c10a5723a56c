import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { KeywardError } from '@keyward/contract'
import { MIGRATIONS } from '../migrations/migrate.ts'
import { isLocked } from './faults.ts'

/** A verifier that was seen within this time is taken to live: three of its heartbeats. */
const ALIVE_MS = 15_000
const PARTS = ['', '-wal', '-shm'] as const

/** What a database file says of itself, without being changed. */
export type SqliteReport = {
  sound: boolean
  /** The migrations that have run, in order. */
  migrations: readonly string[]
  /** Whether a newer version has been at it. */
  newer: boolean
  /** Processes that verify against it now. */
  alive: number
  quarantinedSince: number | null
}

/**
 * Reads what a database file says of itself.
 * @throws KeywardError `database_unusable` when there is none, `database_corrupt` when it is not one of ours
 */
export function inspectSqlite(path: string, now: number): SqliteReport {
  requireFile(path)
  return reading(path, (db) => {
    const migrations = db
      .prepare('select name from migration order by name')
      .all()
      .map(({ name }) => String(name))
    const fact = db.prepare(`select value from installation_fact where name = 'quarantined_at'`).get()
    const alive = db.prepare('select count(*) as alive from verifier where seen_at > ?').get(now - ALIVE_MS)
    return {
      sound: db.prepare('pragma quick_check(1)').get()?.quick_check === 'ok',
      migrations,
      newer: migrations.some((name) => !(name in MIGRATIONS)),
      alive: Number(alive?.alive),
      quarantinedSince: fact ? Number(fact.value) : null,
    }
  })
}

/**
 * Writes a database as one consistent file, while others go on using it. The keys are not in it.
 * @throws KeywardError `backup_exists`, `database_unusable`, `storage_unavailable`
 */
export function backUpSqlite(path: string, target: string): void {
  requireFile(path)
  if (existsSync(target))
    throw new KeywardError('backup_exists', { detail: `${target} is there already: name another file.` })
  try {
    // Made first, so that it is never readable by others; an empty file is one that SQLite fills.
    closeSync(openSync(target, 'wx', 0o600))
    reading(path, (db) => db.prepare('vacuum into ?').run(target))
    sync(target)
  } catch (cause) {
    rmSync(target, { force: true })
    if (cause instanceof KeywardError) throw cause
    throw new KeywardError(
      'storage_unavailable',
      { detail: `The backup cannot be written to ${target}: ${told(cause)}` },
      { cause },
    )
  }
}

/** What a restore did with what stood there. */
export type Restored = { replaced: string | null; migrations: readonly string[] }

/**
 * Puts a backup in the place of a database, in quarantine: tokens that were revoked since it was made are live in it,
 * so nothing is verified until somebody releases it. What stood there is kept beside it.
 * @throws KeywardError `database_unusable`, `database_corrupt`, `database_newer`, `database_in_use`, `storage_unavailable`
 */
export function restoreSqlite(backup: string, path: string, now: number): Restored {
  const { sound, newer, migrations } = inspectSqlite(backup, now)
  if (!sound) throw new KeywardError('database_corrupt', { detail: `${backup} is damaged.` })
  if (newer) throw new KeywardError('database_newer', { detail: `${backup} is from a newer version.` })
  if (existsSync(path)) requireUnused(path)
  const fresh = `${path}.restoring`
  try {
    for (const part of PARTS) rmSync(`${fresh}${part}`, { force: true })
    copyFileSync(backup, fresh)
    chmodSync(fresh, 0o600)
    quarantine(fresh, now)
    sync(fresh)
    const replaced = existsSync(path) ? `${path}.before-${stampOf(now)}` : null
    if (replaced)
      for (const part of PARTS)
        if (existsSync(`${path}${part}`)) renameSync(`${path}${part}`, `${replaced}${part}`)
    renameSync(fresh, path)
    return { replaced, migrations }
  } catch (cause) {
    rmSync(fresh, { force: true })
    throw new KeywardError(
      'storage_unavailable',
      { detail: `The backup cannot be put at ${path}: ${told(cause)}` },
      { cause },
    )
  }
}

/**
 * Makes sure that no other process has a database open: only then does SQLite let it leave its write-ahead log.
 * @throws KeywardError `database_in_use`
 */
export function requireUnused(path: string): void {
  const sqlite = process.getBuiltinModule('node:sqlite')
  const db = new sqlite.DatabaseSync(path, { timeout: 0 })
  try {
    db.exec('pragma journal_mode = delete')
    db.exec('pragma journal_mode = wal')
  } catch (cause) {
    // A database that cannot be read is in nobody's use, and often why there is a restore.
    if (!isLocked(cause)) return
    throw new KeywardError('database_in_use', { detail: `A process uses ${path}: stop it first.` }, { cause })
  } finally {
    db.close()
  }
}

function quarantine(path: string, now: number): void {
  const db = openAt(path, false)
  try {
    db.prepare(`insert or replace into installation_fact (name, value) values ('quarantined_at', ?)`).run(
      String(now),
    )
    db.exec('delete from verifier')
    db.exec('pragma wal_checkpoint(truncate)')
  } finally {
    db.close()
  }
}

function reading<T>(path: string, work: (db: DatabaseSync) => T): T {
  try {
    const db = openAt(path, true)
    try {
      return work(db)
    } finally {
      db.close()
    }
  } catch (cause) {
    if (cause instanceof KeywardError) throw cause
    throw new KeywardError(
      'database_corrupt',
      { detail: `${path} is damaged, or no database of Keyward: ${told(cause)}` },
      { cause },
    )
  }
}

function openAt(path: string, readOnly: boolean): DatabaseSync {
  const sqlite = process.getBuiltinModule('node:sqlite')
  return new sqlite.DatabaseSync(path, { readOnly, timeout: 5_000 })
}

function requireFile(path: string): void {
  if (!existsSync(path))
    throw new KeywardError('database_unusable', { detail: `There is no database ${path}. Check the path.` })
}

function sync(path: string): void {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const stampOf = (now: number) => new Date(now).toISOString().replaceAll(/[:.]/g, '-')
const told = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
