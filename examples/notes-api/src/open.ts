import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { createKeyward, type Keyward } from '@keyward/core'
import { catalogue } from './catalogue.ts'
import { openDatabase } from './database.ts'
import { provisionAll } from './people.ts'

/** The example's two halves: its own database, and Keyward beside it in the same process. */
export type NotesWorld = { database: DatabaseSync; keyward: Keyward; close(): Promise<void> }

export async function openNotes(folder: string): Promise<NotesWorld> {
  mkdirSync(folder, { recursive: true })
  const keyward = await createKeyward({
    database: join(folder, 'keyward.db'),
    keys: join(folder, 'keys.json'),
    catalogue,
  })
  const database = openDatabase(join(folder, 'notes.db'))
  await provisionAll({ database, keyward })
  return {
    database,
    keyward,
    async close() {
      await keyward.close()
      database.close()
    },
  }
}
