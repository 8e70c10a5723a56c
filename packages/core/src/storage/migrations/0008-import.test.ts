import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { Kysely, sql } from 'kysely'
import { tempFolder } from '../../../test/stores.ts'
import { realClock as clock, realTimers as timers } from '../../real-world.ts'
import { readsOn } from '../sql-store.ts'
import { SqliteConnection } from '../sqlite/connection.ts'
import { sqliteDialect } from '../sqlite/dialect.ts'
import type { Tables } from '../tables.ts'
import { MIGRATIONS, migrate } from './migrate.ts'

const stepsUpTo = (last: string) =>
  Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name <= last))

test('the APIs that a revision held itself are kept, as declared, and Keyward’s own plane is not', async (t) => {
  const file = new DatabaseSync(join(await tempFolder(t), 'keyward.db'))
  const database = new Kysely<Tables>({
    dialect: sqliteDialect(new SqliteConnection(file, { clock, timers })),
  })
  await migrate(database, stepsUpTo('0007'))
  const notes = { slug: 'notes', name: 'Notes', hosts: [], pathPrefix: '', resources: [] }
  const body = { revision: 3, apis: [notes, { slug: 'keyward', name: 'Manage Keyward', resources: [] }] }
  await sql`insert into catalogue_revision values (3, ${JSON.stringify(body)}, 7)`.execute(database)
  await migrate(database, stepsUpTo('0008-import'))
  const { catalogue } = readsOn(database)
  const found = await catalogue.find()
  assert.deepEqual(found, {
    revision: 3,
    at: 7,
    apis: [{ slug: 'notes', edition: 3 }],
    declared: ['notes'],
    retired: {},
    change: {
      kind: 'declared',
      by: { kind: 'system', id: null, name: 'start' },
      api: null,
      added: 0,
      removed: 0,
      widened: 0,
    },
  })
  assert.deepEqual(await catalogue.api({ slug: 'notes', edition: 3 }), notes)
  await database.destroy()
})
