import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { tempFolder } from '../../../test/stores.ts'
import { realClock as clock, realTimers as timers } from '../../real-world.ts'
import { openSqliteStore } from '../sqlite/open.ts'
import { MIGRATIONS, migrate } from './migrate.ts'

test('a migration that fails half way leaves nothing behind, and can be made again', async (t) => {
  const store = await openSqliteStore({ path: join(await tempFolder(t), 'keyward.db'), clock, timers })
  let broken = true
  const steps = {
    ...MIGRATIONS,
    '9999-next': {
      async up(db: typeof store.database) {
        await sql`create table next_thing (id text primary key)`.execute(db)
        if (broken) throw new RangeError('half way')
      },
    },
  }
  await assert.rejects(migrate(store.database, steps), RangeError)
  broken = false
  await migrate(store.database, steps)
  await migrate(store.database, steps)
  assert.deepEqual((await sql`select * from next_thing`.execute(store.database)).rows, [])
  await assert.rejects(migrate(store.database), { code: 'database_newer' })
  await store.close()
})
