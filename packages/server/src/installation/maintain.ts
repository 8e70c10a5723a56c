import { KeywardError } from '@keyward/contract'
import {
  backUpSqlite,
  createKeyward,
  inspectSqlite,
  loadKeyring,
  realClock,
  realRandom,
  requireUnused,
  restoreSqlite,
  rotateKeysFile,
} from '@keyward/core'
import { findPlace, type Place, type Surroundings, withStore } from './place.ts'

export const ROTATABLE = ['token', 'session', 'seal', 'audit'] as const
export type Rotatable = (typeof ROTATABLE)[number]

/** Brings the database to this version's tables and says which migrations stand. @throws KeywardError */
export async function migrateDatabase(where: Surroundings): Promise<readonly string[]> {
  const place = findPlace(where)
  await withStore(place, async () => {})
  return inspectSqlite(place.database, realClock.now()).migrations
}

/** Writes the database to `target` as one consistent file, the server running or not. @throws KeywardError */
export function backUp(where: Surroundings, target: string): void {
  backUpSqlite(findPlace(where).database, target)
}

/** Puts a backup in the database's place, in quarantine; nobody may be using it. @throws KeywardError */
export async function restore(where: Surroundings, backup: string): Promise<{ replaced: string | null }> {
  const place = findPlace(where)
  const restored = restoreSqlite(backup, place.database, realClock.now())
  // Whether the keys belong to it shows now, not at the next start.
  await withStore(place, (store) => readKeys(place, store))
  return restored
}

/** Lets a restored database verify again; answers whether it was held. @throws KeywardError */
export async function release(where: Surroundings): Promise<boolean> {
  const place = findPlace(where)
  return withStore(place, async (store) => {
    const keyward = await createKeyward({ database: store, keys: await readKeys(place, store) })
    try {
      return await keyward.installation.release()
    } finally {
      await keyward.close()
    }
  })
}

/** Puts a new key in force; what the old one made goes on being checked with it. @throws KeywardError */
export async function rotateKeys(where: Surroundings, purpose: Rotatable): Promise<{ version: number }> {
  const place = findPlace(where)
  const path = requireKeysFile(place)
  // A server that runs would not know the new key.
  requireUnused(place.database)
  const ring = await withStore(place, (store) =>
    rotateKeysFile(purpose, { path, store, random: realRandom, now: realClock.now() }),
  )
  return { version: Math.max(...ring.entries(purpose).map((entry) => entry.version)) }
}

function readKeys(place: Place, store: Parameters<typeof loadKeyring>[0]['store']) {
  return loadKeyring({ path: requireKeysFile(place), store, random: realRandom, now: realClock.now() })
}

function requireKeysFile({ keysFile }: Place): string {
  if (keysFile !== null) return keysFile
  throw new KeywardError('config_invalid', {
    detail: 'The keys stand in KEYWARD_KEYS itself: keep them in a file and name it with KEYWARD_KEYS_FILE.',
  })
}
