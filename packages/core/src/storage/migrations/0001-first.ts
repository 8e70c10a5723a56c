import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const first: Migration = {
  async up(db: Kysely<unknown>) {
    await installation(db)
    await people(db)
    await tokens(db)
    await usage(db)
    await audit(db)
    await invalidation(db)
  },
}

async function installation(db: Kysely<unknown>) {
  await db.schema
    .createTable('installation_fact')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('catalogue_revision')
    .addColumn('revision', 'integer', (c) => c.primaryKey())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
}

async function people(db: Kysely<unknown>) {
  await db.schema
    .createTable('organization')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('external_id', 'text', (c) => c.unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('home', 'integer', (c) => c.notNull())
    .addColumn('contact', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('member')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull().references('organization.id'))
    .addColumn('user_id', 'text')
    .addColumn('external_id', 'text')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('email', 'text')
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('active', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('member_user', ['organization_id', 'user_id'])
    .addUniqueConstraint('member_external', ['organization_id', 'external_id'])
    .execute()
  await index(db, 'member', 'member_of_user', ['user_id'])
  await index(db, 'member', 'member_by_active', ['organization_id', 'active', 'id'])
}

async function tokens(db: Kysely<unknown>) {
  await db.schema
    .createTable('token')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull().references('organization.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('name_sort', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('owner_kind', 'text', (c) => c.notNull())
    .addColumn('owner_member_id', 'text', (c) => c.references('member.id'))
    .addColumn('created_by_kind', 'text', (c) => c.notNull())
    .addColumn('created_by_id', 'text')
    .addColumn('created_by_name', 'text', (c) => c.notNull())
    .addColumn('access_kind', 'text', (c) => c.notNull())
    .addColumn('access_role', 'text')
    .addColumn('scopes', 'text')
    .addColumn('ceiling', 'text')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('expires_sort', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .addColumn('revoked_by_kind', 'text')
    .addColumn('revoked_by_id', 'text')
    .addColumn('revoked_by_name', 'text')
    .addColumn('revoke_reason', 'text')
    .addColumn('batch_id', 'text')
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('parent_id', 'text')
    .execute()
  // The columns that a list filters by stand in every index that orders it: a page never reads rows it does not show.
  const filters = ['status', 'expires_sort', 'owner_kind', 'owner_member_id', 'access_kind']
  await index(db, 'token', 'token_by_age', ['organization_id', 'created_at', 'id', ...filters])
  await index(db, 'token', 'token_by_name', ['organization_id', 'name_sort', 'id', ...filters])
  await index(db, 'token', 'token_by_expiry', [
    'organization_id',
    'expires_sort',
    'id',
    ...filters.filter((column) => column !== 'expires_sort'),
  ])
  await index(db, 'token', 'token_by_id', ['organization_id', 'id', ...filters])
  await index(db, 'token', 'token_by_batch', ['organization_id', 'batch_id', 'id'])
  await index(db, 'token', 'token_by_owner', ['owner_member_id', 'id'])

  await ofToken(db.schema.createTable('token_word').addColumn('organization_id', 'text', (c) => c.notNull()))
    .addColumn('word', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('token_word_pk', ['organization_id', 'word', 'token_id'])
    .execute()
  await index(db, 'token_word', 'token_word_by_token', ['token_id', 'word'])
  await ofToken(db.schema.createTable('token_secret'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('scheme', 'text', (c) => c.notNull())
    .addColumn('lookup', 'text', (c) => c.unique())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('pepper_version', 'integer', (c) => c.notNull())
    .addColumn('prefix', 'text', (c) => c.notNull())
    .addColumn('tail', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('not_after', 'bigint')
    .addPrimaryKeyConstraint('token_secret_pk', ['token_id', 'version'])
    .execute()
  await db.schema
    .createTable('token_tombstone')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('owner_kind', 'text', (c) => c.notNull())
    .addColumn('owner_member_id', 'text')
    .addColumn('access', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('deleted_at', 'bigint', (c) => c.notNull())
    .execute()
}

async function usage(db: Kysely<unknown>) {
  await ofToken(db.schema.createTable('token_use'))
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('last_used_at', 'bigint', (c) => c.notNull())
    .addColumn('address', 'text')
    .addColumn('agent', 'text')
    .addPrimaryKeyConstraint('token_use_pk', ['token_id'])
    .execute()
  await index(db, 'token_use', 'token_use_by_time', ['organization_id', 'last_used_at', 'token_id'])
  for (const [table, slot] of [
    ['usage_hour', 'hour'],
    ['usage_day', 'day'],
  ] as const) {
    await ofToken(db.schema.createTable(table))
      .addColumn(slot, 'bigint', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('count', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint(`${table}_pk`, ['token_id', slot, 'outcome'])
      .execute()
    await index(db, table, `${table}_by_time`, [slot])
  }
  await ofToken(db.schema.createTable('usage_permission'))
    .addColumn('permission', 'text', (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addColumn('first_at', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_permission_pk', ['token_id', 'permission'])
    .execute()
  await ofToken(db.schema.createTable('token_caller'))
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('agent', 'text', (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('token_caller_pk', ['token_id', 'address', 'agent'])
    .execute()
  await ofToken(db.schema.createTable('token_refusal'))
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('need', 'text')
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('request_id', 'text')
    .addPrimaryKeyConstraint('token_refusal_pk', ['token_id', 'sequence'])
    .execute()
}

async function audit(db: Kysely<unknown>) {
  await db.schema
    .createTable('audit_event')
    .addColumn('chain', 'text', (c) => c.notNull())
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('subject_id', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('mac', 'text', (c) => c.notNull())
    .addColumn('key_version', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_event_pk', ['chain', 'sequence'])
    .execute()
  await index(db, 'audit_event', 'audit_event_by_subject', ['chain', 'subject_id', 'sequence'])
  await db.schema
    .createTable('audit_head')
    .addColumn('chain', 'text', (c) => c.primaryKey())
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('mac', 'text', (c) => c.notNull())
    .addColumn('key_version', 'integer', (c) => c.notNull())
    .execute()
}

async function invalidation(db: Kysely<unknown>) {
  await db.schema
    .createTable('inval')
    .addColumn('sequence', 'bigint', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('inval_head')
    .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .execute()
  await sql`insert into inval_head (id, sequence) values (1, 0)`.execute(db)
  await db.schema
    .createTable('verifier')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('registered_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .execute()
}

const ofToken = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
  table.addColumn('token_id', 'text', (c) => c.notNull().references('token.id').onDelete('cascade'))

const index = (db: Kysely<unknown>, table: string, name: string, columns: readonly string[]) =>
  db.schema
    .createIndex(name)
    .on(table)
    .columns([...columns])
    .execute()
