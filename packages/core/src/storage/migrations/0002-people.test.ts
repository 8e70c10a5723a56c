import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { Kysely, sql } from 'kysely'
import { tempFolder } from '../../../test/stores.ts'
import { realClock as clock, realTimers as timers } from '../../real-world.ts'
import { SqliteConnection } from '../sqlite/connection.ts'
import { sqliteDialect } from '../sqlite/dialect.ts'
import type { Tables } from '../tables.ts'
import { first } from './0001-first.ts'
import { MIGRATIONS, migrate } from './migrate.ts'

test('the contact of an organisation is kept when it moves into its settings', async (t) => {
  const file = new DatabaseSync(join(await tempFolder(t), 'keyward.db'))
  const database = new Kysely<Tables>({
    dialect: sqliteDialect(new SqliteConnection(file, { clock, timers })),
  })
  await migrate(database, { '0001-first': first })
  await sql`insert into organization (id, name, home, contact, created_at)
    values ('a', 'A', 1, 'it@acme.example', 0), ('b', 'B', 0, null, 0)`.execute(database)
  await migrate(database, {
    '0001-first': first,
    '0002-people': MIGRATIONS['0002-people'] ?? assert.fail(),
  })
  const { rows } = await sql<Tables['organization']>`select * from organization order by id`.execute(database)
  assert.deepEqual(
    rows.map(({ id, settings }) => [id, settings]),
    [
      ['a', '{"contact":"it@acme.example"}'],
      ['b', '{}'],
    ],
  )
  assert.ok(rows.every((row) => !('contact' in row)))
  await database.destroy()
})
