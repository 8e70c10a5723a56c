import { KeywardError } from '@keyward/contract'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Tables } from '../tables.ts'
import { first } from './0001-first.ts'
import { people } from './0002-people.ts'
import { conditions } from './0003-conditions.ts'
import { notices } from './0004-notices.ts'
import { auditAndUsage } from './0005-audit-and-usage.ts'
import { identity } from './0006-identity.ts'
import { policy } from './0007-policy.ts'
import { catalogueImport } from './0008-import.ts'
import { webhooks } from './0009-webhooks.ts'
import { once } from './0010-once.ts'

/** Every step from an empty database to this version's, in order. There is no way back. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-people': people,
  '0003-conditions': conditions,
  '0004-notices': notices,
  '0005-audit-and-usage': auditAndUsage,
  '0006-identity': identity,
  '0008-import': catalogueImport,
  '0007-policy': policy,
  '0009-webhooks': webhooks,
  '0010-once': once,
}

/**
 * Brings a database to this version's tables, all or nothing; processes that start at once take turns.
 * @throws KeywardError `database_newer` when a later version has been at it
 */
export function migrate(database: Kysely<Tables>, steps = MIGRATIONS): Promise<void> {
  return database.transaction().execute(async (trx) => {
    await refuseNewer(trx, steps)
    const { error } = await new Migrator({
      db: trx,
      provider: { getMigrations: async () => steps },
      migrationTableName: 'migration',
      migrationLockTableName: 'migration_lock',
    }).migrateToLatest()
    if (error) throw error
  })
}

async function refuseNewer(trx: Kysely<Tables>, steps: Readonly<Record<string, Migration>>): Promise<void> {
  const tables = await trx.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'migration')) return
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(trx)
  const unknown = rows.find((row) => !(row.name in steps))
  if (unknown)
    throw new KeywardError('database_newer', {
      detail: `A newer version of Keyward has changed this database (${unknown.name}). Start that version, or restore a backup made before the upgrade.`,
    })
}
