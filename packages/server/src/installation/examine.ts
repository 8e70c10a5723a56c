import { statfsSync, statSync } from 'node:fs'
import { inspectSqlite, realClock } from '@keyward/core'
import { z } from 'zod'
import { findPlace, type Place, readIfThere, type Surroundings } from './place.ts'

const ROOM_BYTES = 256 * 1024 * 1024

/** One thing that was looked at, and what was found. */
export type Finding = { what: string; state: 'good' | 'notice' | 'bad'; says: string }

/** Looks an installation over without changing anything. */
export function examine(where: Surroundings): Finding[] {
  const found = attempt('settings', () => findPlace(where))
  if ('finding' in found) return [found.finding]
  const place = found.value
  return [
    { what: 'settings', state: 'good', says: `data in ${place.dataDir}` },
    ...examineDatabase(place),
    examineKeys(place),
    examineRoom(place),
  ]
}

function examineDatabase({ database }: Place): Finding[] {
  const found = attempt('database', () => inspectSqlite(database, realClock.now()))
  if ('finding' in found) return [found.finding]
  const { sound, newer, migrations, alive, quarantinedSince } = found.value
  const state: Finding =
    sound && !newer
      ? { what: 'database', state: 'good', says: `sound, at ${migrations.at(-1)}` }
      : { what: 'database', state: 'bad', says: sound ? 'from a newer version' : 'damaged: restore a backup' }
  const users: Finding = { what: 'verifiers', state: 'good', says: `${alive} seen in the last 15 seconds` }
  if (quarantinedSince === null) return [state, users]
  const since = new Date(quarantinedSince).toISOString()
  return [
    state,
    users,
    { what: 'quarantine', state: 'notice', says: `restored at ${since}, waits for \`keyward release\`` },
  ]
}

function examineKeys({ keysFile }: Place): Finding {
  if (keysFile === null) return { what: 'keys', state: 'good', says: 'in the environment' }
  const bad = (says: string): Finding => ({ what: 'keys', state: 'bad', says })
  const found = statSync(keysFile, { throwIfNoEntry: false })
  if (!found) return bad(`there is no ${keysFile}`)
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) return bad(`others may read ${keysFile}`)
  const text = readIfThere(keysFile)
  if (text === undefined) return bad(`${keysFile} cannot be read`)
  return z.object({ format: z.literal(1) }).safeParse(parseJson(text)).success
    ? { what: 'keys', state: 'good', says: keysFile }
    : bad(`${keysFile} holds no keys`)
}

function examineRoom({ dataDir }: Place): Finding {
  const found = attempt('room', () => statfsSync(dataDir))
  if ('finding' in found) return found.finding
  const { bavail, bsize } = found.value
  const free = bavail * bsize
  const says = `${Math.floor(free / 1024 ** 2)} MB free`
  return { what: 'room', state: free < ROOM_BYTES ? 'notice' : 'good', says }
}

function attempt<T>(what: string, work: () => T): { value: T } | { finding: Finding } {
  try {
    return { value: work() }
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error)
    return { finding: { what, state: 'bad', says } }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
