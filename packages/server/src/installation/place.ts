import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { KeywardError } from '@keyward/contract'
import { openSqliteStore, realClock, realTimers } from '@keyward/core'
import { loadConfig } from '../config.ts'

export const DATABASE_FILE = 'keyward.db'
export const KEYS_FILE = 'keys.json'

/** Where a process looks for its settings. */
export type Surroundings = { env: Readonly<Record<string, string | undefined>>; cwd: string }

/** Where an installation keeps what is its own. */
export type Place = {
  dataDir: string
  database: string
  /** The keys file; null where the keys stand in the environment itself. */
  keysFile: string | null
}

/** @throws KeywardError `config_invalid` */
export function findPlace({ env, cwd }: Surroundings): Place {
  const { dataDir, keys } = loadConfig({ env, cwd, readFile: readIfThere })
  const named = env.KEYWARD_KEYS_FILE
  const own = keys === undefined ? join(dataDir, KEYS_FILE) : null
  return {
    dataDir,
    database: join(dataDir, DATABASE_FILE),
    keysFile: named === undefined ? own : resolve(cwd, named),
  }
}

/** Opens the database of an installation that exists, and closes it after the work. @throws KeywardError */
export async function withStore<T>(
  { database }: Pick<Place, 'database'>,
  work: (store: Awaited<ReturnType<typeof openSqliteStore>>) => Promise<T>,
): Promise<T> {
  if (!existsSync(database))
    throw new KeywardError('database_unusable', {
      detail: `There is no database ${database}. Name its folder with KEYWARD_DATA_DIR.`,
    })
  const store = await openSqliteStore({
    path: database,
    clock: realClock,
    timers: realTimers,
    create: false,
  })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
