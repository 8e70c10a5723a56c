import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The audit can be asked by actor and time; usage tells the values of a token apart; a shrink can be undone. */
export const auditAndUsage: Migration = {
  async up(db: Kysely<unknown>) {
    await audit(db)
    await usage(db)
    await shrink(db)
  },
}

async function audit(db: Kysely<unknown>) {
  await db.schema.alterTable('audit_event').addColumn('on_behalf_id', 'text').execute()
  await db.schema.dropIndex('audit_event_by_subject').execute()
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('audit_event').columns(columns).execute()
  // What a list filters by stands in the index: a page never reads events that it does not show.
  await index('audit_event_by_time', [
    'chain',
    'at',
    'sequence',
    'kind',
    'actor_id',
    'on_behalf_id',
    'subject_id',
  ])
  await index('audit_event_by_subject', ['chain', 'subject_id', 'at', 'sequence'])
  await index('audit_event_by_actor', ['chain', 'actor_id', 'at', 'sequence'])
}

async function usage(db: Kysely<unknown>) {
  await db.schema
    .createTable('usage_version')
    .addColumn('token_id', 'text', (c) => c.notNull().references('token.id').onDelete('cascade'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('hour', 'bigint', (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_version_pk', ['token_id', 'version', 'hour'])
    .execute()
  await db.schema.createIndex('usage_version_by_time').on('usage_version').columns(['hour']).execute()
  for (const [table, slot] of [
    ['organization_hour', 'hour'],
    ['organization_day', 'day'],
  ] as const) {
    await db.schema
      .createTable(table)
      .addColumn('organization_id', 'text', (c) => c.notNull().references('organization.id'))
      .addColumn(slot, 'bigint', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('count', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint(`${table}_pk`, ['organization_id', slot, 'outcome'])
      .execute()
    await db.schema.createIndex(`${table}_by_time`).on(table).columns([slot]).execute()
  }
  await db.schema.alterTable('token_refusal').addColumn('address', 'text').execute()
  await db.schema.alterTable('token_caller').addColumn('version', 'integer').execute()
  await db.schema.alterTable('token_secret').addColumn('quiet_ms', 'bigint').execute()
  await db.schema
    .createIndex('token_secret_by_quiet')
    .on('token_secret')
    .columns(['not_after', 'quiet_ms'])
    .where('quiet_ms', 'is not', null)
    .execute()
}

async function shrink(db: Kysely<unknown>) {
  await db.schema
    .createTable('token_shrink')
    .addColumn('token_id', 'text', (c) => c.primaryKey().references('token.id').onDelete('cascade'))
    .addColumn('access', 'text', (c) => c.notNull())
    .addColumn('ceiling', 'text')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('by_kind', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('by_name', 'text', (c) => c.notNull())
    .execute()
}
